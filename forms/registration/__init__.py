"""The cards of registration, one a type of applicant (domain.md section 5; ПП 861, п. 8(3))."""
