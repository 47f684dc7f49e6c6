"""The commands of `issuer`, by what they are about. `issuer.cli` puts them into one group."""
