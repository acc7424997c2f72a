/**
 * The logical texts of a body: how strings of several items continue one text, which key is the
 * context of a value, and the tables of where providers write texts and token usage. It must not
 * know how text is scanned or bodies are framed.
 */
@NullMarked
package dev.sluice.extproc.channel;

import org.jspecify.annotations.NullMarked;
