package dev.sluice.e2e.demo;

import dev.sluice.e2e.client.Answer;
import dev.sluice.e2e.client.ChatText;
import dev.sluice.e2e.client.StreamedAnswer;
import dev.sluice.e2e.client.StreamedAnswer.Event;
import dev.sluice.e2e.stub.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What may pass: a blocked prompt, a masked stream, a clean stream that is not held up. */
final class InspectionSteps {
  private static final String SECRET = CallerSteps.prompt("deploy with " + accessKey());
  private static final String RECORD =
      CallerSteps.streamedPrompt("Read me the " + Answers.RECORD_PROMPT + ".");
  private static final String CLEAN = CallerSteps.streamedPrompt("Tell me about rivers.");

  private InspectionSteps() {}

  static TourStep blockedPrompt(TourGuide guide) {
    return new TourStep(
        "a prompt that holds an AWS key never reaches the model",
        guide.curl(" -i", CallerSteps.CHAT, "viewer", SECRET),
        () -> {
          long before = guide.stack().chat().count();
          Answer answer = guide.caller("viewer").post(CallerSteps.CHAT, SECRET);
          long reached = guide.stack().chat().count() - before;
          Outcome refused = CallerSteps.shown(answer, 400, "DLP_BLOCKED");
          List<String> lines = new ArrayList<>(refused.shown());
          lines.add("requests that reached the model: " + reached);
          return new Outcome(refused.passed() && reached == 0, lines);
        });
  }

  static TourStep maskedStream(TourGuide guide) {
    return new TourStep(
        "e-mail address and card number, split over many tokens, arrive masked",
        guide.curl("N", CallerSteps.CHAT, "viewer", RECORD),
        () -> {
          try (StreamedAnswer answer = guide.caller("viewer").stream(CallerSteps.CHAT, RECORD)) {
            List<Event> events = answer.rest();
            String text = ChatText.of(events);
            boolean masked = !text.contains(Answers.EMAIL) && !text.contains(Answers.CARD);
            boolean whole = text.startsWith("The customer is Ann") && text.contains("every month");
            boolean ended = !events.isEmpty() && events.getLast().data().equals("[DONE]");
            return Outcome.of(masked && whole && ended, events.size() + " events, together:", text);
          }
        });
  }

  static TourStep cleanStream(TourGuide guide) {
    return new TourStep(
        "clean text arrives token by token (the model sends the next one only when the last is here)",
        guide.curl("N", CallerSteps.CHAT, "viewer", CLEAN),
        () -> {
          try (StreamedAnswer answer =
              guide.caller("viewer").with("x-stub-lock-step", "true").stream(
                  CallerSteps.CHAT, CLEAN)) {
            List<Event> texts = steppedTexts(guide, answer);
            String text = ChatText.of(texts);
            return Outcome.of(
                text.strip().equals(Answers.CLEAN),
                "%d tokens, the first after %d ms, the last after %d ms"
                    .formatted(
                        texts.size(),
                        texts.getFirst().at().toMillis(),
                        texts.getLast().at().toMillis()));
          }
        });
  }

  private static List<Event> steppedTexts(TourGuide guide, StreamedAnswer answer) {
    List<Event> texts = new ArrayList<>();
    for (Optional<Event> e = answer.next(); e.isPresent(); e = answer.next()) {
      if (!e.get().text().isEmpty()) {
        texts.add(e.get());
        guide.stack().chat().step();
      }
    }
    return texts;
  }

  // Put together here, so that no scanner takes this source for a leak.
  private static String accessKey() {
    return "AKIA" + "IOSFODNN7EXAMPLE";
  }
}
