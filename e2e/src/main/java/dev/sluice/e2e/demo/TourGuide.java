package dev.sluice.e2e.demo;

import dev.sluice.e2e.client.AuditReader;
import dev.sluice.e2e.client.ChatSplit;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.stack.Port;
import dev.sluice.e2e.stack.Stack;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What every step of the tour works with: the environment, tokens, and how commands are written.
 */
public final class TourGuide {
  private final Stack stack;
  private final TokenFiles tokens;
  private final GatewayClient gateway;
  private final GatewayClient api;
  private final String run;
  private final AtomicInteger calls = new AtomicInteger();

  /** Writes the tokens below the folder; the run's name starts the correlation ids of its calls. */
  public TourGuide(Stack stack, Path folder, String run) {
    this.stack = stack;
    this.tokens = new TokenFiles(folder.resolve("tokens"));
    this.gateway = new GatewayClient(stack.ports().http(Port.GATEWAY));
    this.api = new GatewayClient(stack.ports().http(Port.API_GATEWAY));
    this.run = run;
    tokens.write(stack.issuer());
  }

  Stack stack() {
    return stack;
  }

  /** A client whose next call is counted for the audit step. */
  GatewayClient caller() {
    return counted(gateway);
  }

  /** A client of the API gateway with a token, counted like the others. */
  GatewayClient apiCaller(String token) {
    return counted(api).bearer(tokens.token(token));
  }

  private GatewayClient counted(GatewayClient client) {
    return client.correlation(String.format(Locale.ROOT, "%s-%02d", run, calls.incrementAndGet()));
  }

  GatewayClient caller(String token) {
    return caller().bearer(tokens.token(token));
  }

  ChatSplit split() {
    return new ChatSplit(
        stack.database(), gateway.correlation("moving-" + run).bearer(tokens.token("viewer")));
  }

  AuditReader audit() {
    return new AuditReader(stack.database());
  }

  /** How the correlation ids of the counted calls start. */
  String correlation() {
    return run + "-";
  }

  int calls() {
    return calls.get();
  }

  /** A command line for a JSON call with the token of that name, none when it is empty. */
  String curl(String options, String path, String token, String json) {
    return curl(options, Port.GATEWAY, path, token, json);
  }

  /** The same at one of the gateways. */
  String curl(String options, Port port, String path, String token, String json) {
    StringBuilder line = new StringBuilder("curl -s" + options + " ").append(url(port, path));
    if (!token.isEmpty()) {
      line.append(" -H \"Authorization: Bearer $(cat ").append(tokens.shown(token)).append(")\"");
    }
    if (!json.isEmpty()) {
      line.append(" -H 'Content-Type: application/json' -d '").append(json).append("'");
    }
    return line.toString();
  }

  String psql(String sql) {
    return "psql '"
        + stack.database().jdbcUrl().replace("jdbc:", "")
        + "?user=postgres' -c \""
        + sql
        + "\"";
  }

  private String url(Port port, String path) {
    return stack.ports().http(port) + path;
  }
}
