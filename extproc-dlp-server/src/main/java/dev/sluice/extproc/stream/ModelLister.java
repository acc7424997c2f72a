package dev.sluice.extproc.stream;

import dev.sluice.extproc.model.ModelFault;
import dev.sluice.extproc.model.ModelUse;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.response.BodyRejection;
import dev.sluice.extproc.response.ModelListDocument;
import dev.sluice.extproc.response.ProcessingResponses;
import dev.sluice.extproc.stream.exchange.ExchangeContext;
import dev.sluice.extproc.stream.outbound.BodyCopy;
import dev.sluice.extproc.stream.outbound.BodyMode;
import dev.sluice.extproc.stream.outbound.BodyWriter;
import dev.sluice.extproc.stream.outbound.ExchangeResponder;
import java.util.Optional;

/** A responder to requests for the list of models, in the dialect of the route. */
record ModelLister(ExchangeResponder responder, ExchangeContext exchange) {
  void answer(ModelUse.Listing listing, BodyMode mode) {
    String dialect = exchange.errors().format().dialect();
    Optional<String> document =
        listing
            .id()
            .map(id -> ModelListDocument.one(listing.models(), id, dialect))
            .orElseGet(() -> Optional.of(ModelListDocument.all(listing.models(), dialect)));
    document.ifPresentOrElse(
        json -> responder.answer(ProcessingResponses.localAnswer(json, exchange.errors().ids())),
        () ->
            responder.reject(
                new BodyWriter(BodyDirection.REQUEST, mode, BodyCopy.NONE),
                BodyRejection.of(ModelFault.UNKNOWN)));
  }
}
