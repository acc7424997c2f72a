package dev.sluice.e2e.api;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.TestEnvironment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A controller with the console, a published product of one tenant, and the administrator of
 * another one.
 *
 * @param listener the port on which the product is served
 */
record ConsoleWorld(ManagedApi api, String tenant, ManagedProduct product, int listener)
    implements AutoCloseable {
  /** A JSON text that would be a script, in a page that does not escape. */
  static final String HOSTILE = "<script>alert(1)</script>\\\"\\u0027&amp; 주문 서비스 ${x}";

  /** Starts the controller; names start with a word that no other test uses. */
  static ConsoleWorld start(
      TestEnvironment sluice, String word, Path folder, Map<String, String> more) {
    ManagedApi api =
        ManagedApi.start(
            sluice,
            word,
            folder,
            port -> {
              Map<String, String> variables =
                  new HashMap<>(
                      Map.of(
                          "SLUICE_API_CONSOLE_ENABLED", "true",
                          "SLUICE_API_CONSOLE_CLIENT_ID", "sluice-console",
                          "SLUICE_API_CONSOLE_BASE_URL", "http://127.0.0.1:" + port));
              variables.putAll(more);
              return variables;
            });
    ManagedTenants tenants = api.tenants();
    GatewayClient ada = tenants.user(word + "-ada", "org-admin", "org", word, "provider");
    tenants.user(word + "-eve", "org-admin", "org", word + "-other", "provider");
    int listener = StackPorts.findFreePort();
    ManagedProduct product = ManagedProduct.draft(tenants, ada, word, listener, "none");
    ManagedTenants.made(
        ada,
        "/v1/provider/api-services",
        "{\"name\": \"hostile\", \"description\": \"" + HOSTILE + "\"}");
    var published =
        ada.post("/v1/provider/product-publishes/" + product.publish() + "/publish?wait=30s", "");
    if (published.status() != 200) {
      api.close();
      throw new AssertionError(published.body());
    }
    return new ConsoleWorld(api, word, product, listener);
  }

  /** Returns the subject of the administrator of the tenant. */
  String ada() {
    return tenant + "-ada";
  }

  /** Returns the subject of the administrator of another tenant. */
  String eve() {
    return tenant + "-eve";
  }

  ConsoleClient browser() {
    return new ConsoleClient(api.port());
  }

  @Override
  public void close() {
    api.close();
  }
}
