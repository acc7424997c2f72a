package dev.sluice.e2e.access;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.client.ServerMetrics;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.stub.FaultyTokenIssuer;
import dev.sluice.e2e.support.TestEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * An extauthz-server with issuers of the test, each with a product that accepts its tokens. One of
 * them is the issuer {@code default}, whose tokens the sample routes accept.
 */
final class FaultyIssuerStack implements AutoCloseable {
  private static final String DEFAULT = "default";

  private final TestEnvironment sluice;
  private final ManagedProcess server;
  private final Path config;
  private final Path policy;
  private final String before;
  private final ProviderTenant provider;
  private final Map<String, FaultyTokenIssuer> issuers = new LinkedHashMap<>();
  private final Map<String, String> settings = new LinkedHashMap<>();

  FaultyIssuerStack(TestEnvironment sluice, String name) {
    this.sluice = sluice;
    server = sluice.stack().process(ServerKind.EXTAUTHZ);
    config = sluice.stack().settings().config(ServerKind.EXTAUTHZ.module());
    policy = sluice.stack().settings().config(name + "-authz");
    before = read(config);
    provider = sluice.newProvider(name);
    issuers.put(DEFAULT, new FaultyTokenIssuer(StackPorts.findFreePort()));
    issuer(DEFAULT).start();
  }

  /** Adds an issuer with more settings of the policy file than its name and {@code iss}. */
  FaultyTokenIssuer addIssuer(String name, String more) {
    FaultyTokenIssuer issuer = new FaultyTokenIssuer(StackPorts.findFreePort());
    issuer.start();
    issuers.put(name, issuer);
    settings.put(name, more.replace("{jwks}", issuer.jwks().toString()));
    String product = provider.slug() + "-" + name;
    provider.addProduct(product, sluice.echoPort()).publishProduct(product, "dev", DEFAULT);
    sluice
        .sql()
        .execute(
            "update product_publishes set auth_mode = 'oauth2',"
                + " auth_config = jsonb_build_object('issuer', ?::text) from products"
                + " where products.id = product_id and slug = ?",
            name,
            product);
    return issuer;
  }

  FaultyTokenIssuer issuer(String name) {
    FaultyTokenIssuer issuer = issuers.get(name);
    if (issuer == null) {
      throw new IllegalArgumentException(name);
    }
    return issuer;
  }

  /** Restarts the server with these issuers and with these lines of the section {@code jwt}. */
  FaultyIssuerStack restart(String jwt) {
    StringBuilder all = new StringBuilder("  issuers:\n");
    settings.forEach((name, more) ->
        all.append(
            "    - {name: %s, issuer: '%s', audiences: [sluice], %s}%n"
                .formatted(name, issuer(name).issuer(), more)));
    Path shipped = sluice.stack().settings().root().policies().resolve("authz.yaml");
    write(policy, read(shipped).replace("  issuers: []\n", settings.isEmpty() ? "" : all + ""));
    String text =
        before
            .replace(shipped.toString(), policy.toString())
            .replace(sluice.stack().issuer().jwks().toString(), issuer(DEFAULT).jwks().toString())
            .replace(
                "issuer: " + sluice.stack().issuer().issuer(),
                "issuer: " + issuer(DEFAULT).issuer());
    write(config, text.replace("\njwt:\n", "\njwt:\n" + jwt.indent(2)));
    server.kill();
    server.start();
    return this;
  }

  ManagedProcess server() {
    return server;
  }

  /** Calls the product of an issuer, or a sample route. */
  GatewayResponse call(String issuer, String token) {
    if (issuer.equals(DEFAULT)) {
      return sluice.anonymous().withBearer(token).get("/v1/health");
    }
    String host = provider.slug() + "-" + issuer + ".dev.local.api.example.com";
    return sluice.atHost(provider.port(), host).withBearer(token).get("/echo");
  }

  String errorCode(String issuer, String token) {
    GatewayResponse answer = call(issuer, token);
    return (answer.status() + " " + answer.errorCode()).strip();
  }

  /** Returns the readiness response of the server. */
  GatewayResponse readiness() {
    return new GatewayClient(sluice.stack().ports().http(StackPort.EXTAUTHZ_OPS)).get("/readyz");
  }

  /** Returns the readiness detail for the keys of an issuer. */
  String jwksStatus(String issuer) {
    JsonNode part = readiness().json().path("parts").path("jwks " + issuer);
    return part.toString();
  }

  double metric(String name, String label) {
    return new ServerMetrics(server.pid(), sluice.stack().ports().http(StackPort.EXTAUTHZ_OPS))
        .metric(name, label);
  }

  @Override
  public void close() {
    provider.close();
    issuers.values().forEach(FaultyTokenIssuer::close);
    write(config, before);
    server.kill();
    server.start();
    server.awaitReady();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
