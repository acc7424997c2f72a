package dev.sluice.e2e.install;

import dev.sluice.e2e.TestStack;
import dev.sluice.e2e.install.PageShell.Step;
import dev.sluice.e2e.process.EmbeddedDatabase;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackSettings;
import dev.sluice.e2e.stub.StubTokenIssuer;
import dev.sluice.e2e.stub.StubUpstream;
import dev.sluice.e2e.support.TestFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An environment that the commands of docs/first-product.md have made, before the tests of a class.
 * Beside it are an empty database, an issuer and a service of the provider.
 */
final class FirstProduct implements BeforeAllCallback, AfterAllCallback {
  /** The lifetime of the certificates of nodes: some are renewed while a class runs. */
  private static final String LIFETIME = "12s";

  private final Path home = TestFolders.ofThisJvm("first-product");
  private final Path logs = TestFolders.ofThisJvm("first-product-logs");
  private final StackSettings settings = TestStack.settings(home, logs);
  private final EmbeddedDatabase database = settings.database();
  private final StubTokenIssuer issuer = new StubTokenIssuer(settings.ports().of(StackPort.ISSUER));
  private final StubUpstream orders =
      new StubUpstream("orders", settings.ports().of(StackPort.SERVICES));
  private final PagePrograms programs = new PagePrograms(settings);
  private final Path work = settings.home().resolve("work");
  private final List<Step> steps = new ArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    TestFolders.delete(home);
    TestFolders.delete(logs);
    Files.createDirectories(work);
    open.add(database);
    database.start();
    open.add(issuer);
    issuer.start();
    open.add(orders);
    orders.observe(request -> {
      if (!request.body().isEmpty()) {
        bodies.add(request.body());
      }
    });
    orders.start();
    for (String subject : List.of("root", "ada", "carl")) {
      Files.writeString(
          work.resolve(subject + ".token"), issuer.token("viewer", Map.of("sub", subject)));
    }
    programs.write(
        Map.of(
            ServerKind.CONTROLLER,
            Map.of(
                "SLUICE_API_JWKS_URL",
                issuer.jwks().toString(),
                "SLUICE_AGENTS_CERTIFICATE_LIFETIME",
                LIFETIME,
                "SLUICE_LOG_FORMAT",
                "text"),
            ServerKind.EXTAUTHZ,
            Map.of("SLUICE_RUN_IN", "200ms", "SLUICE_LOG_FORMAT", "text"),
            ServerKind.EXTPROC,
            Map.of("SLUICE_RUN_IN", "200ms", "SLUICE_LOG_FORMAT", "text")));
    PageShell started = new PageShell(work, programs.folder());
    open.add(started);
    InstallPage page = InstallPage.read(settings.root().path().resolve("docs/first-product.md"));
    for (String commands : page.commands(variables())) {
      steps.add(run(commands));
    }
  }

  /** Returns the commands of the page with their answers. */
  List<Step> steps() {
    return steps;
  }

  /** Runs further commands in the shell of the page. */
  Step run(String commands) throws IOException {
    try {
      return ((PageShell) open.getLast()).run(commands);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + programs.tails(), e);
    }
  }

  /** Returns the bodies of requests that the service of the provider received. */
  List<String> bodies() {
    return bodies;
  }

  PagePrograms programs() {
    return programs;
  }

  /** Returns the folder in which the commands run. */
  Path work() {
    return work;
  }

  private Map<String, String> variables() {
    Map<String, String> values = new TreeMap<>();
    values.put("DATABASE", settings.ports().address(StackPort.DATABASE));
    values.put("ISSUER", issuer.issuer());
    values.put("POLICIES", settings.policies().toString());
    Map.of(
            "BACKEND_PORT", StackPort.SERVICES,
            "GATEWAY_PORT", StackPort.GATEWAY,
            "API_PORT", StackPort.API,
            "XDS_PORT", StackPort.XDS,
            "EXTAUTHZ_PORT", StackPort.EXTAUTHZ,
            "EXTPROC_PORT", StackPort.EXTPROC,
            "XDS_OPS_PORT", StackPort.XDS_OPS,
            "EXTAUTHZ_OPS_PORT", StackPort.EXTAUTHZ_OPS,
            "EXTPROC_OPS_PORT", StackPort.EXTPROC_OPS,
            "ENVOY_ADMIN_PORT", StackPort.ENVOY_ADMIN)
        .forEach((name, port) -> values.put(name, String.valueOf(settings.ports().of(port))));
    return values;
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    for (AutoCloseable part : open.reversed()) {
      part.close();
    }
    TestFolders.delete(home);
  }
}
