package dev.sluice.common;

import dev.sluice.common.testkit.LibraryTable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
  @TestFactory
  Stream<DynamicTest> table() {
    return LibraryTable.of("dev.sluice.common")
        .only("dev.sluice.config.v1", "match.route", "error", "waf")
        .only("io.grpc", "grpc", "ads", "report", "tracing", "audit.sink", "wire")
        .only("io.opentelemetry", "tracing", "audit.sink")
        .only("io.envoyproxy", "ads")
        .only("com.google.protobuf", "ads", "match.route", "report", "audit.sink", "wire")
        .only("dev.sluice.report.v1", "report")
        .only("com.google.re2j", "match.route")
        .only("com.google.rpc", "ads")
        .only("com.nimbusds", "token")
        .only("org.conscrypt", "token")
        .only("com.github.benmanes.caffeine", "token")
        .only("org.snakeyaml", "yaml")
        .only("com.networknt", "policyfile", "schema")
        .only(
            "tools.jackson",
            "explain",
            "ops",
            "policyfile",
            "rbac",
            "schema",
            "scope",
            "tier",
            "token",
            "waf",
            "audit")
        .only("java.sql", "audit.postgres")
        .only("javax.sql", "audit.postgres")
        .only("javax.net.ssl", "grpc", "token")
        .only("javax.crypto", "token")
        .only("org.postgresql", "audit.postgres")
        .only("com.zaxxer.hikari", "audit.postgres")
        .only(
            "io.micrometer.core.instrument",
            "telemetry",
            "policyfile",
            "ads",
            "token",
            "audit",
            "tracing",
            "redis")
        .only("io.lettuce", "redis")
        .only("io.micrometer.prometheusmetrics", "telemetry", "ops", "server")
        .only("io.prometheus.metrics", "telemetry")
        .only("ch.qos.logback", "telemetry")
        .only("org.slf4j.bridge", "telemetry")
        .only("com.sun.net.httpserver", "ops")
        .never("java.util.regex", "match")
        .tests();
  }
}
