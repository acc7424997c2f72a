package dev.sluice.e2e;

import dev.sluice.e2e.client.Answer;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.ServerFigures;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.rows.Provider;
import dev.sluice.e2e.stack.Port;
import dev.sluice.e2e.stack.Ports;
import dev.sluice.e2e.stub.TroubledIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * extauthz-server with issuers of a test's own, each with a product that takes its tokens; the
 * issuer {@code default} is one of them, whose tokens the sample routes take.
 */
final class DrillStack implements AutoCloseable {
  private static final String DEFAULT = "default";

  private final Sluice sluice;
  private final ManagedProcess server;
  private final Path config;
  private final Path policy;
  private final String before;
  private final Provider provider;
  private final Map<String, TroubledIssuer> issuers = new LinkedHashMap<>();
  private final Map<String, String> settings = new LinkedHashMap<>();

  DrillStack(Sluice sluice, String name) {
    this.sluice = sluice;
    server = sluice.stack().process(ServerKind.EXTAUTHZ);
    config = sluice.stack().settings().config(ServerKind.EXTAUTHZ.module());
    policy = sluice.stack().settings().config(name + "-authz");
    before = read(config);
    provider = sluice.provider(name);
    issuers.put(DEFAULT, new TroubledIssuer(Ports.oneFree()));
    issuer(DEFAULT).start();
  }

  /** One more issuer; its settings in the policy file besides its name and {@code iss}. */
  TroubledIssuer add(String name, String more) {
    TroubledIssuer issuer = new TroubledIssuer(Ports.oneFree());
    issuer.start();
    issuers.put(name, issuer);
    settings.put(name, more.replace("{jwks}", issuer.jwks().toString()));
    String product = provider.slug() + "-" + name;
    provider.offer(product, sluice.echo()).publish(product, "dev", DEFAULT);
    sluice
        .rows()
        .execute(
            "update product_publishes set auth_mode = 'oauth2',"
                + " auth_config = jsonb_build_object('issuer', ?::text) from products"
                + " where products.id = product_id and slug = ?",
            name,
            product);
    return issuer;
  }

  TroubledIssuer issuer(String name) {
    TroubledIssuer issuer = issuers.get(name);
    if (issuer == null) {
      throw new IllegalArgumentException(name);
    }
    return issuer;
  }

  /** Starts the server anew with these issuers and these lines below {@code jwt}. */
  DrillStack restart(String jwt) {
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

  /** Asks the product of an issuer, or a sample route. */
  Answer call(String issuer, String token) {
    if (issuer.equals(DEFAULT)) {
      return sluice.anonymous().bearer(token).get("/v1/health");
    }
    String host = provider.slug() + "-" + issuer + ".dev.local.api.example.com";
    return sluice.at(provider.port(), host).bearer(token).get("/echo");
  }

  String said(String issuer, String token) {
    Answer answer = call(issuer, token);
    return (answer.status() + " " + answer.code()).strip();
  }

  /** What the server says of its readiness, with the status before it. */
  Answer readiness() {
    return new GatewayClient(sluice.stack().ports().http(Port.EXTAUTHZ_OPS)).get("/readyz");
  }

  /** What it says of the keys of an issuer. */
  String keysOf(String issuer) {
    JsonNode part = readiness().json().path("parts").path("jwks " + issuer);
    return part.toString();
  }

  double metric(String name, String label) {
    return new ServerFigures(server.pid(), sluice.stack().ports().http(Port.EXTAUTHZ_OPS))
        .metric(name, label);
  }

  @Override
  public void close() {
    provider.close();
    issuers.values().forEach(TroubledIssuer::close);
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
