/**
 * The notations in which a text may write characters in another way: escapes, base64, line ends and
 * marks inside a value. It must not know rules, channels or where the text comes from.
 */
@NullMarked
package dev.sluice.extproc.notation;

import org.jspecify.annotations.NullMarked;
