"""Reading and writing of files: tables from .csv, .tsv and .xlsx, and back."""
