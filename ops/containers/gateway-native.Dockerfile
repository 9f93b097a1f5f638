# The gateway as a native executable: starts in tens of milliseconds and needs about 120 MB.
# Build the executable first, for Linux and for this base image's C library:
#   mvn -pl gateway package -Dnative -Dquarkus.native.container-build=true
#   docker build -f ops/containers/gateway-native.Dockerfile -t quotelake-gateway:native .
FROM quay.io/quarkus/ubi9-quarkus-micro-image:2.0

WORKDIR /work/
COPY --chown=1001:0 --chmod=0755 gateway/target/*-runner /work/application

# 8080: the status page. 9000: health and metrics.
EXPOSE 8080 9000
# Any user id works: nothing is written but to /tmp.
USER 1001

# The executable is process 1, so that SIGTERM reaches it and it drains before it ends. Without a limit the heap may take 80 % of the machine.
ENTRYPOINT ["/work/application", "-Xmx160m"]
