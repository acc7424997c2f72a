package dev.sluice.e2e.istio;

import dev.sluice.e2e.process.RepositoryRoot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of an installation of Istio.
 *
 * @param meshConfig the file for {@code istioctl install -f}
 * @param options further options of {@code istioctl install}, such as {@code --set=profile=ambient}
 * @param environment variables of istiod, in addition to those of its Deployment
 * @param agentAddress the address on which istiod serves agents of pods, with TLS; pods in network
 *     namespaces need one that they reach
 */
public record IstioSettings(
    Path meshConfig, List<String> options, Map<String, String> environment, String agentAddress) {

  public IstioSettings {
    options = List.copyOf(options);
    environment = Map.copyOf(environment);
  }

  /** Returns the settings of the mesh configuration that Sluice ships. */
  public static IstioSettings shipped() {
    Path mesh = RepositoryRoot.find().path().resolve("manifests/istio/mesh/mesh-config.yaml");
    return new IstioSettings(mesh, List.of(), Map.of(), "127.0.0.1");
  }

  /** Returns these settings with one more option of istioctl. */
  public IstioSettings withOption(String option) {
    List<String> more = new ArrayList<>(options);
    more.add(option);
    return new IstioSettings(meshConfig, more, environment, agentAddress);
  }

  /** Returns these settings with a variable of istiod. */
  public IstioSettings withVariable(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new IstioSettings(meshConfig, options, more, agentAddress);
  }

  /** Returns these settings with another address for agents of pods. */
  public IstioSettings withAgentAddress(String address) {
    return new IstioSettings(meshConfig, options, environment, address);
  }
}
