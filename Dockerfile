# docker build --tag briefgen .
# docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/work" briefgen build
FROM python:3.13-slim AS build
WORKDIR /source
# The pip of the image installs into an environment that has none.
RUN python -m venv --without-pip /opt/briefgen
COPY requirements/runtime.txt requirements/
RUN pip --python /opt/briefgen/bin/python install --disable-pip-version-check --no-cache-dir --compile \
    --only-binary :all: --require-hashes --requirement requirements/runtime.txt
COPY . .
RUN pip --python /opt/briefgen/bin/python install --disable-pip-version-check --no-cache-dir --compile \
    --no-deps --no-build-isolation .

FROM python:3.13-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/briefgen /opt/briefgen
ENV PATH=/opt/briefgen/bin:$PATH XDG_CACHE_HOME=/var/cache/briefgen
# Fails where PDFs cannot be made, and reads the fonts once for whoever runs the image.
RUN briefgen doctor && useradd --create-home briefgen
USER briefgen
WORKDIR /work
ENTRYPOINT ["briefgen"]
CMD ["--help"]
