# The released program alone: made of the archive that scripts/release.sh puts into out/.
FROM debian:stable-slim AS unpacked
COPY out/strat-*-x86_64-unknown-linux-musl.tar.gz /
RUN mkdir /strat && tar -xzf /strat-*.tar.gz -C /strat --strip-components=1
FROM scratch
COPY --from=unpacked /strat/strat /usr/bin/strat
COPY --from=unpacked /strat/LICENSE-MIT /strat/LICENSE-APACHE /usr/share/doc/strat/
WORKDIR /work
ENTRYPOINT ["/usr/bin/strat"]
