"""The catalogue of sample scans: genuine ones, bad ones, each with the verdict that it must get.

Everything comes from one seed and fixed times, so that writing it again gives the same bytes.
"""

from issuer.samples.writer import write_catalogue

__all__ = ["write_catalogue"]
