package dev.sluice.e2e.demo;

import dev.sluice.e2e.client.ChatTextAssembler;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.client.StreamedResponse;
import dev.sluice.e2e.client.StreamedResponse.StreamEvent;
import dev.sluice.e2e.stub.StubCompletions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tour steps for inspection: a blocked prompt, a masked stream, a clean stream without delay.
 */
final class InspectionSteps {
  private static final String SECRET = AuthorizationSteps.prompt("deploy with " + accessKey());
  private static final String RECORD =
      AuthorizationSteps.streamedPrompt("Read me the " + StubCompletions.RECORD_PROMPT + ".");
  private static final String CLEAN = AuthorizationSteps.streamedPrompt("Tell me about rivers.");

  private InspectionSteps() {}

  static TourStep blockedPrompt(TourContext guide) {
    return new TourStep(
        "a prompt that holds an AWS key never reaches the model",
        guide.curl(" -i", AuthorizationSteps.CHAT, "viewer", SECRET),
        () -> {
          long before = guide.stack().chat().requestCount();
          GatewayResponse answer =
              guide.countedClient("viewer").post(AuthorizationSteps.CHAT, SECRET);
          long reached = guide.stack().chat().requestCount() - before;
          TourStepOutcome refused = AuthorizationSteps.outcomeOf(answer, 400, "DLP_BLOCKED");
          List<String> lines = new ArrayList<>(refused.lines());
          lines.add("requests that reached the model: " + reached);
          return new TourStepOutcome(refused.passed() && reached == 0, lines);
        });
  }

  static TourStep maskedStream(TourContext guide) {
    return new TourStep(
        "e-mail address and card number, split over many tokens, arrive masked",
        guide.curl("N", AuthorizationSteps.CHAT, "viewer", RECORD),
        () -> {
          try (StreamedResponse answer =
              guide.countedClient("viewer").stream(AuthorizationSteps.CHAT, RECORD)) {
            List<StreamEvent> events = answer.readRemaining();
            String text = ChatTextAssembler.assemble(events);
            boolean masked =
                !text.contains(StubCompletions.EMAIL) && !text.contains(StubCompletions.CARD);
            boolean whole = text.startsWith("The customer is Ann") && text.contains("every month");
            boolean ended = !events.isEmpty() && events.getLast().data().equals("[DONE]");
            return TourStepOutcome.of(
                masked && whole && ended, events.size() + " events, together:", text);
          }
        });
  }

  static TourStep cleanStream(TourContext guide) {
    return new TourStep(
        "clean text arrives token by token (the model sends the next one only when the last is here)",
        guide.curl("N", AuthorizationSteps.CHAT, "viewer", CLEAN),
        () -> {
          try (StreamedResponse answer =
              guide.countedClient("viewer").withHeader("x-stub-lock-step", "true").stream(
                  AuthorizationSteps.CHAT, CLEAN)) {
            List<StreamEvent> texts = steppedTexts(guide, answer);
            String text = ChatTextAssembler.assemble(texts);
            return TourStepOutcome.of(
                text.strip().equals(StubCompletions.CLEAN),
                "%d tokens, the first after %d ms, the last after %d ms"
                    .formatted(
                        texts.size(),
                        texts.getFirst().at().toMillis(),
                        texts.getLast().at().toMillis()));
          }
        });
  }

  private static List<StreamEvent> steppedTexts(TourContext guide, StreamedResponse answer) {
    List<StreamEvent> texts = new ArrayList<>();
    for (Optional<StreamEvent> e = answer.awaitNext(); e.isPresent(); e = answer.awaitNext()) {
      if (!e.get().text().isEmpty()) {
        texts.add(e.get());
        guide.stack().chat().releaseToken();
      }
    }
    return texts;
  }

  // Concatenated, so that secret scanners do not report this source file.
  private static String accessKey() {
    return "AKIA" + "IOSFODNN7EXAMPLE";
  }
}
