package dev.sluice.controller;

import dev.sluice.common.testkit.LibraryTable;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
  private static final List<String> CORE =
      List.of("domain", "ir", "plan", "policy", "release", "distress");

  /** Translators that see rows only through the IR; rows for policy servers have none. */
  private static final List<String> ENVOY_TRANSLATORS =
      List.of("xds.cluster", "xds.filter", "xds.listener", "xds.route", "xds.tls");

  @TestFactory
  Stream<DynamicTest> table() {
    return LibraryTable.of("dev.sluice.controller")
        .everywhere("dev.sluice.common")
        .only("dev.sluice.config.v1", "xds", "resources", "server")
        .only("dev.sluice.report.v1", "server")
        .only("dev.sluice.playground.v1", "server.playground")
        .only("dev.sluice.agent.v1", "server")
        .only("io.envoyproxy", "xds", "resources", "server")
        .only("com.github.xds", "xds")
        .only("dev.cel.expr", "xds")
        .only("io.grpc", "xds", "resources", "server")
        .only("com.google.protobuf", "policy", "xds", "resources", "server")
        .only("com.google.re2j", "plan", "policy")
        .only("com.networknt", "policy")
        .only("com.google.rpc", "resources")
        .only("org.jooq", "store")
        .only("org.flywaydb", "store")
        .only("org.postgresql", "store")
        .only("com.zaxxer.hikari", "store")
        .only("tools.jackson", "store", "api", "policy", "server.agent")
        .only("com.fasterxml.jackson.annotation", "store")
        .only("java.sql", "store", "audit")
        .only("javax.sql", "store", "audit", "server")
        .only("io.helidon", "api")
        .only("com.github.benmanes.caffeine", "api")
        .only("gg.jte", "api.console", "api.console.template")
        .only("org.bouncycastle", "api.agent")
        .only("javax.security.auth.x500", "api.agent")
        .only("io.micrometer.core.instrument", "api", "server", "store", "resources", "audit")
        .only("io.micrometer.prometheusmetrics", "server")
        .generated("store.jooq", "api.console.template")
        .apart(CORE, List.of("store", "xds", "resources", "server", "api"))
        .apart(List.of("ir"), List.of("domain", "plan", "policy"))
        .apart(List.of("domain", "policy"), List.of("plan"))
        .apart(List.of("xds"), List.of("store", "plan", "policy", "resources", "server"))
        .apart(ENVOY_TRANSLATORS, List.of("domain"))
        .apart(List.of("store", "resources", "audit"), List.of("server"))
        .apart(
            List.of("api.console"),
            List.of(
                "store",
                "api.resource",
                "api.lifecycle",
                "api.fleet",
                "api.usage",
                "api.policyset",
                "api.playground"))
        .tests();
  }
}
