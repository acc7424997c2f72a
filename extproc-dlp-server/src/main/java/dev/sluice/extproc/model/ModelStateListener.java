package dev.sluice.extproc.model;

/** A listener to the states of models. One thread at a time calls it for one model. */
public interface ModelStateListener {
  /** A listener that does nothing. */
  ModelStateListener NONE =
      new ModelStateListener() {
        @Override
        public void onFirstAnswer(ModelLabel model) {}

        @Override
        public void onChange(ModelLabel model, ModelState state, String reason) {}
      };

  /** Receives a model of which nothing was known. It is active. */
  void onFirstAnswer(ModelLabel model);

  /**
   * Receives a change.
   *
   * @param reason what led to it, such as {@code status 503}
   */
  void onChange(ModelLabel model, ModelState state, String reason);
}
