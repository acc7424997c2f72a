package dev.sluice.ctl;

import dev.sluice.common.BuildVersion;
import dev.sluice.ctl.agent.AgentCommandGroup;
import dev.sluice.ctl.dlp.DlpCommandGroup;
import dev.sluice.ctl.doctor.DoctorCommandGroup;
import dev.sluice.ctl.explain.ExplainCommand;
import dev.sluice.ctl.manage.ApplyCommand;
import dev.sluice.ctl.manage.ContextCommandGroup;
import dev.sluice.ctl.manage.DeleteCommand;
import dev.sluice.ctl.manage.DescribeCommand;
import dev.sluice.ctl.manage.DiffCommand;
import dev.sluice.ctl.manage.ExportCommand;
import dev.sluice.ctl.manage.FailureHandler;
import dev.sluice.ctl.manage.FirstAdminCommand;
import dev.sluice.ctl.manage.GetCommand;
import dev.sluice.ctl.manage.KeysCommandGroup;
import dev.sluice.ctl.manage.LoginCommand;
import dev.sluice.ctl.manage.PublishCommand;
import dev.sluice.ctl.manage.RollbackCommand;
import dev.sluice.ctl.manage.StatusCommand;
import dev.sluice.ctl.manage.SubscriptionsCommandGroup;
import dev.sluice.ctl.manage.WithdrawCommand;
import dev.sluice.ctl.replay.ReplayCommand;
import dev.sluice.ctl.shadow.ShadowCommandGroup;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/**
 * The command {@code sluicectl}. Exit codes: 0 success, 1 a check failed or an error, 2 wrong usage
 * (for diff: differences), 3 something that is needed is absent, 4 a document or value is not
 * valid, 5 Envoy rejected the configuration, 6 the server is unreachable.
 */
@Command(
    name = "sluicectl",
    description = {
      "Works with Sluice's policies and servers.",
      "Exit codes: 0 done, 1 a check failed or an error, 2 misused (diff: differences), 3 what is"
          + " needed is absent, 4 a document or value is not valid, 5 Envoy rejected the"
          + " configuration, 6 the server is unreachable."
    },
    mixinStandardHelpOptions = true,
    versionProvider = SluiceCtl.Version.class,
    subcommands = {
      PolicyCommandGroup.class,
      AuditCommandGroup.class,
      ReplayCommand.class,
      ShadowCommandGroup.class,
      DlpCommandGroup.class,
      DoctorCommandGroup.class,
      ExplainCommand.class,
      ContextCommandGroup.class,
      LoginCommand.class,
      FirstAdminCommand.class,
      GetCommand.class,
      DescribeCommand.class,
      DeleteCommand.class,
      ApplyCommand.class,
      DiffCommand.class,
      ExportCommand.class,
      PublishCommand.class,
      WithdrawCommand.class,
      StatusCommand.class,
      RollbackCommand.class,
      SubscriptionsCommandGroup.class,
      KeysCommandGroup.class,
      CompletionCommand.class,
      AgentCommandGroup.class,
      HelpCommand.class
    })
public final class SluiceCtl {

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new SluiceCtl())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new FailureHandler());
  }

  /** A provider of the build version. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"sluicectl " + BuildVersion.read()};
    }
  }
}
