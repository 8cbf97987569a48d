"""The tasks of a build on the machines of a Dask cluster."""
