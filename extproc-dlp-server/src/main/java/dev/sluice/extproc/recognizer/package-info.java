/**
 * The form of a recognizer, and the checks that several kinds share: digit groups, and the words
 * before and after a value. The kinds are in the packages below. It must not know the actions of
 * rules, bodies or framings.
 */
@NullMarked
package dev.sluice.extproc.recognizer;

import org.jspecify.annotations.NullMarked;
