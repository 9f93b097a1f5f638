# SPDX-License-Identifier: Apache-2.0
# The gateway on a JVM, for platforms without a native executable.
#   mvn -pl gateway package
#   docker build -f ops/containers/gateway-jvm.Dockerfile -t quotelake-gateway:jvm .
FROM registry.access.redhat.com/ubi9/openjdk-17-runtime:1.23

# From what changes rarely to what changes with every build.
COPY --chown=185:0 gateway/target/quarkus-app/lib/ /deployments/lib/
COPY --chown=185:0 gateway/target/quarkus-app/*.jar /deployments/
COPY --chown=185:0 gateway/target/quarkus-app/app/ /deployments/app/
COPY --chown=185:0 gateway/target/quarkus-app/quarkus/ /deployments/quarkus/

# 8080: the status page. 9000: health and metrics.
EXPOSE 8080 9000
USER 185

# One arena of malloc: what the compiler of the JVM frees is used again, not kept beside (a tenth of the memory).
ENV MALLOC_ARENA_MAX=1

# java is process 1, so that SIGTERM reaches it and it drains before it ends.
ENTRYPOINT ["java", "-Xmx64m", "-Xmn32m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-jar", "/deployments/quarkus-run.jar"]
