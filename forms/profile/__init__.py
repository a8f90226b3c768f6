"""What a profile lets one change, one form a type of applicant."""
