/**
 * The form of a recognizer, and the checks that several kinds share: digit groups, and the words
 * before and after a value. The kinds are in packages below. It must not know rules' actions,
 * bodies or framings.
 */
@NullMarked
package dev.sluice.extproc.recognizer;

import org.jspecify.annotations.NullMarked;
