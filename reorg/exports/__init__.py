"""Other forms of the dataset: workbook, references, codebook, archives."""
