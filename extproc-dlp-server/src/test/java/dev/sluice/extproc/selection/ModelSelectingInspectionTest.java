package dev.sluice.extproc.selection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import dev.sluice.config.v1.ModelTarget;
import dev.sluice.config.v1.RequestKind;
import dev.sluice.config.v1.RouteModel;
import dev.sluice.config.v1.RouteModels;
import dev.sluice.extproc.inspect.BodyVerdict;
import dev.sluice.extproc.inspect.UnscannedBody;
import dev.sluice.extproc.model.ModelAccess;
import dev.sluice.extproc.model.ModelFault;
import dev.sluice.extproc.model.ModelHealth;
import dev.sluice.extproc.model.ModelStateListener;
import dev.sluice.extproc.model.ModelUse;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of the choice of a model by a body; each body is cut at every place. */
class ModelSelectingInspectionTest {
  private static final int LIMIT = 200;

  private static final RouteModels MODELS =
      RouteModels.newBuilder()
          .addModels(model("fast", "org/small \"8b\"", RequestKind.REQUEST_KIND_CHAT))
          .addModels(model("gpt", "gpt", RequestKind.REQUEST_KIND_CHAT))
          .addModels(model("vectors", "embed", RequestKind.REQUEST_KIND_EMBEDDING))
          .build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"model\":\"fast\"} | {\"model\":\"org/small \\\"8b\\\"\"}",
        "{ \"messages\":[{\"model\":\"fast\"}] , \"model\" : \"fast\" , \"n\":1.50}"
            + " | { \"messages\":[{\"model\":\"fast\"}] , \"model\" : \"org/small \\\"8b\\\"\" , \"n\":1.50}",
        "{\"\\u006dodel\":\"f\\u0061st\"} | {\"\\u006dodel\":\"org/small \\\"8b\\\"\"}",
        "{\"model\":\"gpt\",\"a\":\"\\u00e9\"} | {\"model\":\"gpt\",\"a\":\"\\u00e9\"}",
      })
  void body_withAlias_hasUpstreamName(String body, String sent) {
    assertEveryCut("Pass " + sent, body, choice("", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | MISSING",
        "{\"messages\":[{\"model\":\"fast\"}]} | MISSING",
        "[{\"model\":\"fast\"}] | MISSING",
        "\"model\" | MISSING",
        "{\"model\":null} | NOT_TEXT",
        "{\"model\":[\"fast\"]} | NOT_TEXT",
        "{\"model\":\"FAST\"} | UNKNOWN",
        "{\"model\":\"\"} | UNKNOWN",
        "{\"model\":\"vectors\"} | WRONG_KIND",
      })
  void body_withoutServedModel_isRefused(String body, ModelFault fault) {
    assertEveryCut("Refused " + fault, body, choice("", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model\":\"fast\",\"model\":\"gpt\"}",
        "{\"model\":\"fast\",\"mod\\u0065l\":null}",
      })
  void body_withTwoModels_isRefused(String body) {
    assertEveryCut("Refused TWICE", body, choice("", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model\":\"fast\"",
        "{\"model\":\"fast\",}",
        "model=fast",
        "{'model':1}",
        "{\"model\":\"fast\"} {\"model\":\"gpt\"}",
        "{\"model\":\"fast\"} 1",
        "{} {\"model\":\"fast\"}",
      })
  void body_notJson_isInvalid(String body) {
    assertEveryCut("Invalid", body, choice("", "gpt"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | {\"model\":\"gpt\"}",
        "{\"a\":[{}] } | {\"a\":[{}] ,\"model\":\"gpt\"}",
        "{\"model\":\"fast\"} | {\"model\":\"org/small \\\"8b\\\"\"}",
      })
  void default_isUsedWithoutName(String body, String sent) {
    assertEveryCut("Pass " + sent, body, choice("", "gpt"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"n\":1} | {\"n\":1,\"model\":\"gpt\"}",
        "{\"model\":\"unknown\",\"n\":1} | {\"model\":\"gpt\",\"n\":1}",
      })
  void header_replacesName(String body, String sent) {
    assertEveryCut("Pass " + sent, body, choice("gpt", "fast"));
  }

  @Test
  void name_behindLimit_isRefused() {
    String long1 = "{\"messages\":\"" + "x".repeat(LIMIT) + "\",\"model\":\"fast\"}";
    assertEveryCut("Refused TOO_LATE", long1, choice("", ""));
    String long2 = "{\"model\":\"" + "x".repeat(LIMIT) + "\"}";
    assertEveryCut("Refused TOO_LATE", long2, choice("", ""));
  }

  @Test
  void body_longBehindName_passes() {
    String rest = ",\"messages\":\"" + "x".repeat(2 * LIMIT) + "\"}";
    assertEveryCut("Pass {\"model\":\"gpt\"" + rest, "{\"model\":\"gpt\"" + rest, choice("", ""));
  }

  @Test
  void bytes_beforeChoice_areHeld() {
    var inspection =
        new ModelSelectingInspection(new UnscannedBody(false), choice("", ""), LIMIT, _ -> {});
    ByteString start = ByteString.copyFromUtf8("{\"messages\":[],\"model\":\"fa");
    assertEquals(new BodyVerdict.Pass(ByteString.EMPTY), inspection.feed(start, false));
    assertEquals(start.size(), inspection.heldBytes());
    assertEquals(Optional.empty(), inspection.chosen());
  }

  private static void assertEveryCut(String expected, String body, ModelUse.Choice choice) {
    ByteString bytes = ByteString.copyFromUtf8(body);
    for (int cut = 0; cut <= bytes.size(); cut++) {
      var inspection =
          new ModelSelectingInspection(new UnscannedBody(false), choice, LIMIT, _ -> {});
      assertEquals(
          expected,
          shown(inspection.feed(bytes.substring(0, cut), false), inspection, bytes.substring(cut)),
          body + " cut at " + cut);
    }
  }

  /** Returns the last verdict; of one that passes, with all bytes that left. */
  private static String shown(
      BodyVerdict first, ModelSelectingInspection inspection, ByteString rest) {
    BodyVerdict last = first instanceof BodyVerdict.Pass ? inspection.feed(rest, true) : first;
    return switch (last) {
      case BodyVerdict.Pass(ByteString output) ->
          "Pass " + first.output().concat(output).toStringUtf8();
      case BodyVerdict.Refused(var _, ModelFault fault) -> "Refused " + fault;
      case BodyVerdict.Invalid _ -> "Invalid";
      case BodyVerdict.Blocked _,
          BodyVerdict.Overflow _,
          BodyVerdict.OverBudget _,
          BodyVerdict.Unread _ ->
          "other";
    };
  }

  private static ModelUse.Choice choice(String header, String defaultModel) {
    return new ModelUse.Choice(
        MODELS.toBuilder().setDefaultModel(defaultModel).build(),
        RequestKind.REQUEST_KIND_CHAT,
        Optional.of(header).filter(name -> !name.isEmpty()),
        true,
        new ModelHealth(ModelStateListener.NONE),
        ModelAccess.UNRULED);
  }

  private static RouteModel model(String alias, String upstream, RequestKind kind) {
    return RouteModel.newBuilder()
        .setAlias(alias)
        .addTargets(
            ModelTarget.newBuilder()
                .setModel(alias + "-id")
                .setUpstreamModel(upstream)
                .setTarget("r " + alias)
                .addRequestKinds(kind))
        .build();
  }
}
