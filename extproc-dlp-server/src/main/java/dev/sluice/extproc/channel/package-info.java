/**
 * What providers write and where: the places of texts that come in pieces, of their ends, and of
 * token figures, as closed tables. It must not know how text is scanned or bodies are framed.
 */
@NullMarked
package dev.sluice.extproc.channel;

import org.jspecify.annotations.NullMarked;
