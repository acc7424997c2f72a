package dev.sluice.e2e.mesh;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The settings of pilot-agent that differ from a cluster's: where istiod is, and the files that the
 * image of the proxy has.
 *
 * @param istiod host and port of istiod
 */
record PodProxySettings(String istiod, Path envoy, Path bootstrapTemplate) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Returns the variables of the injected container with these settings. */
  Map<String, String> adapt(Map<String, String> injected) {
    Map<String, String> variables = new LinkedHashMap<>(injected);
    ObjectNode proxy = (ObjectNode) JSON.readTree(variables.getOrDefault("PROXY_CONFIG", "{}"));
    proxy
        .put("discoveryAddress", istiod)
        .put("binaryPath", envoy.toString())
        .put("proxyBootstrapTemplatePath", bootstrapTemplate.toString())
        .put("concurrency", 1);
    variables.put("PROXY_CONFIG", proxy.toString());
    variables.put("CA_ADDR", istiod);
    return variables;
  }
}
