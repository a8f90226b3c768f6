"""Reports: one file, one report; each becomes an Excel workbook."""
