"""Measures what Sanoe costs against a floor: the raw driver, or the least page that does the job.

Both are measured in turns in one run, so the ratio holds whatever else the machine does.
"""
