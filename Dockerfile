# The server with the browser program, for docker-compose.yml or any other way to run containers.
FROM rust:1.95-slim-bookworm AS build
# The image's own toolchain: without this, rust-toolchain.toml would have rustup fetch lints and formatter too.
ENV RUSTUP_TOOLCHAIN=1.95.0
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/build/target \
    cargo xtask dist --out /nenep

FROM debian:bookworm-slim
# A fixed number, which the secrets' owner in docker-compose.yml repeats.
RUN useradd --uid 10001 --create-home --home-dir /var/lib/nenep --shell /usr/sbin/nologin nenep
COPY --from=build /nenep/nenep /usr/local/bin/nenep
COPY --from=build /nenep/web /usr/share/nenep/web
USER nenep
WORKDIR /var/lib/nenep
ENV NENEP_LISTEN=0.0.0.0:8080 \
    NENEP_WEB_DIR=/usr/share/nenep/web \
    NENEP_DATA_DIR=/var/lib/nenep \
    NENEP_DATABASE_URL=sqlite:///var/lib/nenep/nenep.db
VOLUME /var/lib/nenep
EXPOSE 8080
STOPSIGNAL SIGTERM
# Bash speaks TCP, so the image needs no program just for this.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/ready HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["nenep"]
CMD ["serve"]
