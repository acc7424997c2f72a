/**
 * Generated texts with personal data and secrets, and texts that only look so. Must not know the
 * rules, the scanner or any other detector.
 */
@NullMarked
package dev.sluice.quality.corpus;

import org.jspecify.annotations.NullMarked;
