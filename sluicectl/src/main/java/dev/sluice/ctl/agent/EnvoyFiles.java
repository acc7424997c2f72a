package dev.sluice.ctl.agent;

import dev.sluice.common.config.HostPort;
import dev.sluice.controller.xds.EnvoyBootstrap;
import dev.sluice.controller.xds.EnvoySecrets;
import java.nio.file.Path;
import java.util.Optional;

/** The files with which an Envoy starts and connects to the controller. */
record EnvoyFiles(
    HostPort controller, HostPort admin, Optional<String> gateway, String trustDomain) {
  /** Writes the files, and returns the bootstrap. */
  Path write(AgentFolder folder, AgentRecord agent) {
    Path identity = folder.path().resolve("identity.yaml");
    Path authority = folder.path().resolve("authority.yaml");
    folder.write(
        "identity.yaml", EnvoySecrets.identity(folder.path(), folder.certificate(), folder.key()));
    folder.write("authority.yaml", EnvoySecrets.authority(folder.path(), folder.authorities()));
    folder.write(
        "envoy.yaml",
        new EnvoyBootstrap(
                agent.nodeId(),
                agent.cluster(),
                gateway,
                controller,
                admin,
                Optional.of(new EnvoyBootstrap.SecretFiles(identity, authority, trustDomain)))
            .yaml());
    return folder.path().resolve("envoy.yaml");
  }
}
