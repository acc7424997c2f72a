package dev.sluice.e2e.demo;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.ConditionWait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tour steps about a product: an operator, a provider and a customer with sluicectl. */
final class ProductSteps {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String BOOK = "/books/1";

  private ProductSteps() {}

  static TourStep operator(TourContext guide) {
    SluicectlCommand root = guide.sluicectl("root", "--portal", "operator");
    Path token =
        guide.stack().settings().stateFolder("xds-controller").resolve("first-admin-token");
    String[] apply = {"apply", "-f", guide.products().path("operator.yaml")};
    return new TourStep(
        "the first administrator makes a provider, a customer and their users",
        root.line(apply),
        () -> {
          List<String> lines = new ArrayList<>();
          // An administrator of an earlier run is still one.
          if (root.run("get", "tenants").code() != 0 && Files.exists(token)) {
            lines.addAll(root.run("first-admin", token.toString()).lines());
          }
          SluicectlCommand.Result applied = root.run(apply);
          lines.addAll(applied.lines());
          return new TourStepOutcome(applied.code() == 0, lines);
        });
  }

  static TourStep provider(TourContext guide) {
    SluicectlCommand ada = guide.sluicectl("ada", "--tenant", "tour-publisher");
    String[] apply = {"apply", "-f", guide.products().path("product.yaml")};
    String[] publish = {"publish", ProductFiles.PUBLISH};
    return new TourStep(
        "the provider describes a product and publishes it",
        ada.line(apply) + "\n   $ " + ada.line(publish),
        () -> {
          SluicectlCommand.Result applied = ada.run(apply);
          List<String> lines = new ArrayList<>(applied.lines());
          if (applied.code() != 0) {
            return new TourStepOutcome(false, lines);
          }
          SluicectlCommand.Result published = ada.run(publish);
          lines.addAll(published.lines());
          GatewayClient nobody =
              guide.productClient().withCorrelation("waiting-" + guide.correlationPrefix());
          long start = System.nanoTime();
          boolean served = ConditionWait.becomesTrue(LIMIT, () -> statusOf(nobody) == 401);
          lines.add(
              "served at %s %s ms later"
                  .formatted(
                      ProductFiles.HOST,
                      String.format(Locale.ROOT, "%.0f", (System.nanoTime() - start) / 1e6)));
          // A publish of an earlier run is still in force.
          return new TourStepOutcome(served, lines);
        });
  }

  private static int statusOf(GatewayClient client) {
    try {
      return client.get(BOOK).status();
    } catch (java.io.UncheckedIOException e) {
      return 0;
    }
  }

  static TourStep customer(TourContext guide) {
    SluicectlCommand carl =
        guide.sluicectl("carl", "--tenant", "tour-reader", "--portal", "customer");
    String[] apply = {"apply", "-f", guide.products().path("subscription.yaml")};
    String[] create = {"keys", "create", "tour-books", "-o", "name"};
    String call =
        "curl -s -H 'Host: %s' -H \"X-API-Key: $KEY\" http://%s%s"
            .formatted(ProductFiles.HOST, guide.productAddress(), BOOK);
    return new TourStep(
        "the customer subscribes, gets a key, and its call passes",
        carl.line(apply) + "\n   $ KEY=$(" + carl.line(create) + ")\n   $ " + call,
        () -> {
          SluicectlCommand.Result applied = carl.run(apply);
          List<String> lines = new ArrayList<>(applied.lines());
          SluicectlCommand.Result created = carl.run(create);
          if (applied.code() != 0 || created.code() != 0) {
            lines.addAll(created.lines());
            return new TourStepOutcome(false, lines);
          }
          String key = created.lines().getLast();
          GatewayClient waiting =
              guide
                  .productClient()
                  .withHeader("X-API-Key", key)
                  .withCorrelation("waiting-" + guide.correlationPrefix());
          boolean known = ConditionWait.becomesTrue(LIMIT, () -> statusOf(waiting) == 200);
          int with = guide.countedProductClient().withHeader("X-API-Key", key).get(BOOK).status();
          int without = guide.countedProductClient().get(BOOK).status();
          lines.add("with the key %d, without it %d".formatted(with, without));
          return new TourStepOutcome(known && with == 200 && without == 401, lines);
        });
  }
}
