package dev.sluice.e2e.demo;

import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.stack.StackPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The documents of the tour's product, for {@code sluicectl apply}. */
final class ProductFiles {
  static final String HOST = "tour-books.dev.local.api.example.com";
  static final String PUBLISH = "tour-books/1/dev/default";

  private final Path folder;

  ProductFiles(Path folder) {
    this.folder = folder;
  }

  void write(SluiceStack stack) {
    write(
        "operator.yaml",
        """
        kind: Tenant
        name: tour-publisher
        spec: {name: Publisher, kind: provider}
        ---
        kind: Tenant
        name: tour-reader
        spec: {name: Reader, kind: customer}
        ---
        kind: User
        name: ada
        spec: {issuer: %1$s}
        ---
        kind: User
        name: carl
        spec: {issuer: %1$s}
        ---
        kind: RoleBinding
        name: ada/org-admin/org/tour-publisher
        ---
        kind: RoleBinding
        name: carl/customer-admin/customer/tour-reader
        """
            .formatted(stack.issuer().issuer()));
    write("product.yaml", product(stack));
    write(
        "subscription.yaml",
        """
        kind: Subscription
        name: tour-books/1/dev
        spec: {plan: tour-books/1/free}
        """);
  }

  private static String product(SluiceStack stack) {
    return """
    kind: ApiService
    name: books
    ---
    kind: Backend
    name: books/echo
    ---
    kind: Endpoint
    name: books/echo/127.0.0.1:%s
    ---
    kind: Route
    name: books/all
    spec:
      path_kind: prefix
      path: /books
      backends: [{backend: books/echo}]
    ---
    kind: Gateway
    name: public
    spec:
      listeners: [{name: http, port: %s, protocol: HTTP}]
    ---
    kind: Product
    name: tour-books/1
    spec: {name: Books, status: active}
    ---
    kind: Plan
    name: tour-books/1/free
    spec: {tier: free, per_minute: 1000, burst: 100}
    ---
    kind: ProductPublish
    name: %s
    spec:
      api_services: [books]
      gateway: public
      auth_mode: apikey
      visibility: public
    """
        .formatted(
            stack.ports().of(StackPort.AGENT),
            stack.ports().of(StackPort.PRODUCT_GATEWAY),
            PUBLISH);
  }

  /** Returns the path of a file, relative to the current folder if it is below. */
  String path(String name) {
    return DemoFolder.shown(folder.resolve(name));
  }

  private void write(String name, String text) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
