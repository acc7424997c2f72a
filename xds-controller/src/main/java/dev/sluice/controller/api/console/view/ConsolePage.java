package dev.sluice.controller.api.console.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The content of a page.
 *
 * @param notes sentences before all else
 * @param form a form that sends a long text
 * @param texts long texts after the tables
 * @param live the link to the stream of server-sent events that a script adds to the first table
 */
public record ConsolePage(
    String title,
    List<String> notes,
    Optional<FilterForm> filter,
    List<PageFact> facts,
    List<PageTable> tables,
    Optional<TextForm> form,
    List<PageText> texts,
    Optional<ConsoleLink> live) {
  public ConsolePage {
    notes = List.copyOf(notes);
    facts = List.copyOf(facts);
    tables = List.copyOf(tables);
    texts = List.copyOf(texts);
  }

  /** Returns a page without content. */
  public static ConsolePage of(String title) {
    return new ConsolePage(
        title,
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  /** Returns this page with one more sentence. */
  public ConsolePage note(String sentence) {
    return new ConsolePage(title, plus(notes, sentence), filter, facts, tables, form, texts, live);
  }

  /** Returns this page with a search form. */
  public ConsolePage filter(FilterForm search) {
    return new ConsolePage(title, notes, Optional.of(search), facts, tables, form, texts, live);
  }

  /** Returns this page with one more value. */
  public ConsolePage fact(String name, PageCell value) {
    return new ConsolePage(
        title, notes, filter, plus(facts, new PageFact(name, value)), tables, form, texts, live);
  }

  /** Returns this page with one more table. */
  public ConsolePage table(PageTable table) {
    return new ConsolePage(title, notes, filter, facts, plus(tables, table), form, texts, live);
  }

  /** Returns this page with a stream of events. */
  public ConsolePage live(ConsoleLink stream) {
    return new ConsolePage(title, notes, filter, facts, tables, form, texts, Optional.of(stream));
  }

  /** Returns this page with a form for a long text. */
  public ConsolePage form(TextForm sent) {
    return new ConsolePage(title, notes, filter, facts, tables, Optional.of(sent), texts, live);
  }

  /** Returns this page with one more long text. */
  public ConsolePage text(PageText text) {
    return new ConsolePage(title, notes, filter, facts, tables, form, plus(texts, text), live);
  }

  private static <T> List<T> plus(List<T> list, T more) {
    List<T> all = new ArrayList<>(list);
    all.add(more);
    return all;
  }
}
