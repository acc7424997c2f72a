package dev.sluice.e2e.istio;

import dev.sluice.e2e.support.TestFolders;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The API server that all tests of a JVM share, with the resource definitions that the manifests
 * need. Its logs are in {@code target}.
 */
final class SharedApiServer implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SharedApiServer.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ApiServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
        .computeIfAbsent(ApiServer.class, key -> start(), ApiServer.class);
  }

  private static ApiServer start() {
    IstioTools tools = IstioTools.find().orElseThrow();
    Path folder = TestFolders.ofThisJvm("istio");
    TestFolders.delete(folder);
    ApiServer api = ApiServer.start(tools, folder);
    api.installDefinitions(tools.resourceDefinitions());
    return api;
  }
}
