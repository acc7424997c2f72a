package dev.sluice.e2e.istio;

import java.nio.file.Path;

/** An API server with all resource definitions that the manifests need, and an istiod. */
public record IstioRig(ApiServer api, Istiod istiod) implements AutoCloseable {

  /** Starts both, with data and logs in a folder that must be new or empty. */
  public static IstioRig start(IstioTools tools, Path folder, IstioSettings settings) {
    ApiServer api = ApiServer.start(tools, folder);
    try {
      api.installDefinitions(tools.resourceDefinitions());
      return new IstioRig(api, Istiod.start(api, settings));
    } catch (RuntimeException e) {
      api.close();
      throw e;
    }
  }

  public Kubectl kubectl() {
    return api.kubectl();
  }

  @Override
  public void close() {
    istiod.close();
    api.close();
  }
}
