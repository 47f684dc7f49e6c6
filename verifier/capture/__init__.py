"""From a camera, a picture, a file or a typed line to the texts of the codes in it. Judges nothing."""
