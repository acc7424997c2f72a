/**
 * How single kinds of values are told from text that only looks like them. It must not know rules'
 * actions, bodies or framings.
 */
@NullMarked
package dev.sluice.extproc.recognizer;

import org.jspecify.annotations.NullMarked;
