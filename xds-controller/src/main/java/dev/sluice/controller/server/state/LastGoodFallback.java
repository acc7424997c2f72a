package dev.sluice.controller.server.state;

import dev.sluice.common.ops.Readiness;
import dev.sluice.controller.compile.gateway.CompiledSecrets;
import dev.sluice.controller.resources.object.SavedObject;
import dev.sluice.controller.resources.object.ServedObject;
import dev.sluice.controller.resources.push.PushDistributor;
import dev.sluice.controller.resources.push.UpdateLoop;
import dev.sluice.controller.secrets.SecretSource;
import dev.sluice.controller.server.grpc.AgentRegistry;
import dev.sluice.controller.xds.GatewayTranslator;
import java.util.List;

/**
 * A fallback that serves the last good state until the rows are read. It also loads the secrets
 * that this state needs from their files.
 */
public final class LastGoodFallback {
  private final UpdateLoop loop;
  private final PushDistributor distributor;
  private final AgentRegistry agents;
  private final SecretSource secrets;
  private final GatewayTranslator translator;
  private final Readiness.Component part;
  private volatile List<ServedObject> objects = List.of();

  public LastGoodFallback(
      UpdateLoop loop,
      PushDistributor distributor,
      AgentRegistry agents,
      SecretSource secrets,
      GatewayTranslator translator,
      Readiness.Component part) {
    this.loop = loop;
    this.distributor = distributor;
    this.agents = agents;
    this.secrets = secrets;
    this.translator = translator;
    this.part = part;
  }

  /**
   * Serves a state unless there is a newer one.
   *
   * @param why the reason why there are no rows
   */
  public void serve(StateFile.PersistedState last, String why) {
    objects = last.objects().stream().map(SavedObject::served).toList();
    List<String> clusters = objects.stream().map(ServedObject::cluster).distinct().toList();
    List<ServedObject> current = objects.stream().map(this::current).toList();
    loop.execute(() -> {
      if (distributor.store().isEmpty()) {
        distributor.replace(clusters, current);
        agents.restore(last.agents());
      }
    });
    part.ready("last good of " + last.at() + ", " + why);
  }

  /** Serves the current secrets; must be called only while there are no rows. */
  public void refreshSecrets() {
    List<ServedObject> current =
        objects.stream().filter(CompiledSecrets::isSecret).map(this::current).toList();
    loop.execute(() -> distributor.update(List.of(), current));
  }

  private ServedObject current(ServedObject object) {
    return CompiledSecrets.isSecret(object)
        ? CompiledSecrets.withCurrentCertificate(object, secrets, translator)
        : object;
  }
}
