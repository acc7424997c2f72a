package dev.sluice.extproc.accesslog;

import dev.sluice.extproc.model.ServedModel;
import java.time.Duration;
import java.util.Optional;

/**
 * A source with one model, at 10 and 40 dollars per million tokens, and one deprecated version, on
 * the route of the entries.
 */
final class FakeRouteMetadata implements RouteMetadataSource {
  static final String MODEL = "fast";
  static final String MODEL_ID = "9a1f0000-0000-4000-8000-000000000004";
  static final String VERSION = "9a1f0000-0000-4000-8000-000000000003";
  private static final String ROUTE = "p/r";

  @Override
  public Optional<ServedModel> find(String route, String alias) {
    return route.equals(ROUTE) && alias.equals(MODEL)
        ? Optional.of(new ServedModel("openai", 1_000, 4_000))
        : Optional.empty();
  }

  @Override
  public Optional<ServedModel> model(String id) {
    return id.equals(MODEL_ID)
        ? Optional.of(new ServedModel("anthropic", 3_000, 5_000))
        : Optional.empty();
  }

  @Override
  public String apiVersion(String route) {
    return route.equals(ROUTE) ? VERSION : "";
  }

  @Override
  public VersionStage apiVersionStage(String route) {
    return route.equals(ROUTE) ? VersionStage.DEPRECATED : VersionStage.ACTIVE;
  }

  @Override
  public Optional<Duration> slowAfter(String route) {
    return Optional.empty();
  }
}
