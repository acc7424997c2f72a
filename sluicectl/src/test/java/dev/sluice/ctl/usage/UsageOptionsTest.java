package dev.sluice.ctl.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.ctl.context.ServerContext;
import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.output.FormatOption;
import dev.sluice.ctl.output.QuotaPrinter;
import dev.sluice.ctl.output.UsagePrinter;
import dev.sluice.ctl.remote.ManagementClient;
import dev.sluice.ctl.resource.Portal;
import dev.sluice.ctl.resource.QuotaList;
import dev.sluice.ctl.resource.RemoteResources;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A test of {@code get usage} against a server that answers fixed lists. */
class UsageOptionsTest {
  private static final String ID = "00000000-0000-4000-8000-000000000001";
  private static final String USAGE =
      """
      {"items": [{"id": "x", "day": "2026-01-31", "month": null, "product_id": "%s",
        "api_version_id": "00000000-0000-0000-0000-000000000000", "requests": 12, "denied": 1, "allowed": 11,
        "input_tokens": 30, "output_tokens": 40, "cost": "0.50000000"}], "next": null}
      """
          .formatted(ID);
  private static final String PRODUCTS =
      "{\"items\": [{\"id\": \"%s\", \"slug\": \"orders\", \"version\": \"1\"}], \"next\": null}"
          .formatted(ID);

  private static final String QUOTAS =
      """
      {"items": [{"id": "x", "subscription_id": "%s", "credential_id": null, "per_day": 10,
        "used_on_day": 8, "day_ends_at": "2026-02-01T00:00:00Z", "per_month": null,
        "used_in_month": 9, "month_ends_at": "2026-02-01T00:00:00Z"}], "next": null}
      """
          .formatted(ID);

  private final Map<String, String> answers = new HashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;

  /** The options without the rest of the command. */
  @Command(name = "usage")
  private static final class UsageLine {
    @Mixin private final UsageOptions usage = new UsageOptions();
    @Mixin private final FormatOption format = new FormatOption();
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    answers.put("/v1/provider/usage", USAGE);
    answers.put("/v1/provider/products", PRODUCTS);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestURI().toString());
    String text = answers.getOrDefault(exchange.getRequestURI().getPath(), "");
    byte[] body = (text.isEmpty() ? "{\"title\": \"No\"}" : text).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(text.isEmpty() ? 403 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static UsageLine line(String... options) {
    UsageLine line = new UsageLine();
    new CommandLine(line).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(options);
    return line;
  }

  private String print(Portal portal, Map<String, String> filters, String... options) {
    UsageLine line = line(options);
    return print(
        portal,
        (resources, out) ->
            line.usage.print(resources, filters, new UsagePrinter(out, line.format, resources)));
  }

  private String print(Portal portal, BiConsumer<RemoteResources, PrintWriter> printing) {
    StringWriter text = new StringWriter();
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (ManagementClient client =
        new ManagementClient(
            address,
            Optional.of("north"),
            ServerContext.DEFAULT_TOKEN,
            Map.of("SLUICE_TOKEN", "t"))) {
      printing.accept(new RemoteResources(client, portal), new PrintWriter(text));
    }
    return text.toString();
  }

  @Test
  void usage_withoutOptions_isByDay() {
    assertEquals(
        """
        DAY         REQUESTS  DENIED  ALLOWED  INPUT_TOKENS  OUTPUT_TOKENS  COST
        2026-01-31  12        1       11       30            40             0.50000000
        """,
        print(Portal.PROVIDER, Map.of()));
    assertEquals(List.of("/v1/provider/usage?groupBy=day&sort=day&limit=200"), requests);
  }

  @Test
  void usage_byProduct_printsNames() {
    assertEquals(
        """
        PRODUCT   VERSION  REQUESTS  DENIED  ALLOWED  INPUT_TOKENS  OUTPUT_TOKENS  COST
        orders/1  -        12        1       11       30            40             0.50000000
        """,
        print(Portal.PROVIDER, Map.of(), "--group-by", "product,version"));
  }

  @Test
  void usage_nameFormat_hasNamesOfGroups() {
    assertEquals(
        "2026-01-31/orders/1\n",
        print(Portal.PROVIDER, Map.of(), "--group-by", "day,product", "-o", "name"));
  }

  @Test
  void usage_jsonFormat_isTheAnswer() {
    String text = print(Portal.PROVIDER, Map.of(), "--group-by", "product", "-o", "json");
    assertTrue(text.contains("\"product_id\" : \"" + ID + "\""), text);
    assertTrue(text.contains("\"cost\" : \"0.50000000\""), text);
  }

  @Test
  void usage_yamlFormat_isTheAnswer() {
    String text = print(Portal.PROVIDER, Map.of(), "-o", "yaml");
    assertTrue(text.contains("day: "), text);
    assertTrue(text.contains("requests: 12"), text);
  }

  @Test
  void options_ofRange_areParameters() {
    print(Portal.PROVIDER, Map.of(), "--from", "2026-01-01", "--to", "2026-01-31", "--sort=-cost");
    assertEquals(
        List.of(
            "/v1/provider/usage?groupBy=day&from=2026-01-01&to=2026-01-31&sort=-cost&limit=200"),
        requests);
  }

  @Test
  void filter_byName_isAnId() {
    print(Portal.PROVIDER, Map.of("product", "orders/1"));
    assertEquals(
        "/v1/provider/usage?product_id=" + ID + "&groupBy=day&sort=day&limit=200",
        requests.getLast());
  }

  @Test
  void filter_byId_needsNoNames() {
    answers.put("/v1/operator/usage", USAGE);
    print(Portal.OPERATOR, Map.of("product", ID));
    assertEquals(
        List.of("/v1/operator/usage?product_id=" + ID + "&groupBy=day&sort=day&limit=200"),
        requests);
  }

  @Test
  void filter_nameNotReadable_isRejected() {
    CommandFailure failure =
        assertThrows(
            CommandFailure.class, () -> print(Portal.OPERATOR, Map.of("product", "orders/1")));
    assertEquals(
        "The portal operator has no names of products; give an id in place of \"orders/1\".",
        failure.getMessage());
  }

  @Test
  void names_forbidden_areIds() {
    answers.remove("/v1/provider/products");
    String text = print(Portal.PROVIDER, Map.of(), "--group-by", "product");
    assertTrue(text.contains(ID), text);
  }

  @Test
  void options_ofOtherResource_areRejected() {
    UsageLine line = line("--from", "2026-01-01");
    CommandFailure failure = assertThrows(CommandFailure.class, line.usage::requireNone);
    assertEquals(
        "The options --from, --to, --group-by and --sort are for get usage only.",
        failure.getMessage());
  }

  @Test
  void quotas_table_hasDashesForNone() {
    answers.put("/v1/provider/quotas", QUOTAS);
    assertEquals(
        """
        SUBSCRIPTION                          CREDENTIAL  PER_DAY  USED_ON_DAY  DAY_ENDS_AT           PER_MONTH  USED_IN_MONTH  MONTH_ENDS_AT
        00000000-0000-4000-8000-000000000001  -           10       8            2026-02-01T00:00:00Z  -          9              2026-02-01T00:00:00Z
        """,
        print(
            Portal.PROVIDER,
            (resources, out) ->
                new QuotaPrinter(out, line().format, resources)
                    .print(
                        QuotaList.QUOTAS,
                        resources.quotas(
                            QuotaList.QUOTAS,
                            UsageOptions.filters(resources, Map.of("product", "orders/1"))))));
    assertTrue(
        requests.stream()
            .anyMatch(request -> request.startsWith("/v1/provider/quotas?product_id=" + ID)),
        requests::toString);
  }

  @Test
  void tokenBudgets_table_hasDashesForNone() {
    answers.put(
        "/v1/provider/token-budgets",
        """
        {"items": [{"id": "x", "subscription_id": null, "credential_id": null, "name": "team",
          "tenant": "acme", "user": null, "model": null, "route": null, "period": "month",
          "unit": "tokens", "budget": "2000.000", "used": "5.500",
          "period_ends_at": "2026-02-01T00:00:00Z"}], "next": null}
        """);
    assertEquals(
        """
        SUBSCRIPTION  CREDENTIAL  NAME  TENANT  USER  MODEL  ROUTE  PERIOD  UNIT    BUDGET    USED   PERIOD_ENDS_AT
        -             -           team  acme    -     -      -      month   tokens  2000.000  5.500  2026-02-01T00:00:00Z
        """,
        print(
            Portal.PROVIDER,
            (resources, out) ->
                new QuotaPrinter(out, line().format, resources)
                    .print(
                        QuotaList.TOKEN_BUDGETS,
                        resources.quotas(QuotaList.TOKEN_BUDGETS, Map.of()))));
  }
}
