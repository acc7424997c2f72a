package dev.sluice.e2e.demo;

import dev.sluice.e2e.client.ChatBackendSwitch;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.stack.StackPort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A context of the tour's steps: the environment, the tokens, and the text of commands. */
public final class TourContext {
  private final SluiceStack stack;
  private final TourTokenFiles tokens;
  private final ProductFiles products;
  private final GatewayClient gateway;
  private final GatewayClient api;
  private final String run;
  private final AtomicInteger callCount = new AtomicInteger();

  /**
   * Creates a context and writes the token files. The name of the run is the prefix of its
   * correlation ids.
   */
  public TourContext(SluiceStack stack, Path folder, String run) {
    this.stack = stack;
    this.tokens = new TourTokenFiles(folder.resolve("tokens"));
    this.products = new ProductFiles(folder.resolve("product"));
    this.gateway = new GatewayClient(stack.ports().http(StackPort.GATEWAY));
    this.api = new GatewayClient(stack.ports().http(StackPort.API_GATEWAY));
    this.run = run;
    tokens.write(stack.issuer());
    products.write(stack);
  }

  SluiceStack stack() {
    return stack;
  }

  ProductFiles products() {
    return products;
  }

  /** Returns sluicectl with the token of a user. */
  SluicectlCommand sluicectl(String user, String... options) {
    List<String> all =
        new ArrayList<>(List.of("--server", stack.ports().http(StackPort.API).toString()));
    all.addAll(List.of(options));
    return new SluicectlCommand(
        stack.settings().root(), tokens.relativePath(user), tokens.token(user), all);
  }

  /** Returns a client of the product's gateway, whose next call is counted too. */
  GatewayClient countedProductClient() {
    return counted(productClient());
  }

  GatewayClient productClient() {
    return new GatewayClient(stack.ports().http(StackPort.PRODUCT_GATEWAY))
        .withHeader("Host", ProductFiles.HOST);
  }

  String productAddress() {
    return stack.ports().address(StackPort.PRODUCT_GATEWAY);
  }

  /** Returns a client of the management API with the token of the operator. */
  GatewayClient operator() {
    return new GatewayClient(stack.ports().http(StackPort.API)).withBearer(tokens.token("root"));
  }

  /** Returns a client whose next call is counted for the audit step. */
  GatewayClient countedClient() {
    return counted(gateway);
  }

  /** Returns a client of the API gateway with a token. Its next call is counted too. */
  GatewayClient countedApiClient(String token) {
    return counted(api).withBearer(tokens.token(token));
  }

  private GatewayClient counted(GatewayClient client) {
    return client.withCorrelation(
        String.format(Locale.ROOT, "%s-%02d", run, callCount.incrementAndGet()));
  }

  GatewayClient countedClient(String token) {
    return countedClient().withBearer(tokens.token(token));
  }

  ChatBackendSwitch chatSwitch() {
    return new ChatBackendSwitch(
        stack.database(),
        gateway.withCorrelation("moving-" + run).withBearer(tokens.token("viewer")));
  }

  /** Returns the prefix of the correlation ids of counted calls. */
  String correlationPrefix() {
    return run + "-";
  }

  int callCount() {
    return callCount.get();
  }

  /** Returns a command line for a JSON call with a token; without one if its name is empty. */
  String curl(String options, String path, String token, String json) {
    return curl(options, StackPort.GATEWAY, path, token, json);
  }

  /** Returns a command line for a JSON call to one of the gateways. */
  String curl(String options, StackPort port, String path, String token, String json) {
    StringBuilder line = new StringBuilder("curl -s" + options + " ").append(url(port, path));
    if (!token.isEmpty()) {
      line.append(" -H \"Authorization: Bearer $(cat ")
          .append(tokens.relativePath(token))
          .append(")\"");
    }
    if (!json.isEmpty()) {
      line.append(" -H 'Content-Type: application/json' -d '").append(json).append("'");
    }
    return line.toString();
  }

  /** Returns a command line for a question to the management API by the operator. */
  String operatorCurl(String path) {
    return "curl -s -H \"Authorization: Bearer $(cat %s)\" '%s'"
        .formatted(tokens.relativePath("root"), url(StackPort.API, path));
  }

  String psql(String sql) {
    return "psql '"
        + stack.database().jdbcUrl().replace("jdbc:", "")
        + "?user=postgres' -c \""
        + sql
        + "\"";
  }

  private String url(StackPort port, String path) {
    return stack.ports().http(port) + path;
  }
}
