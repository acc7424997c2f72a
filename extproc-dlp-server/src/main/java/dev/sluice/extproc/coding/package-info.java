/**
 * The content codings: they decode coded bytes, which arrive in pieces, and encode the inspected
 * bytes again, within limits. It must not know what the plain bytes mean, who inspects them or how
 * they travel.
 *
 * <p>Read it from {@link dev.sluice.extproc.coding.BodyTranscoder}.
 */
@NullMarked
package dev.sluice.extproc.coding;

import org.jspecify.annotations.NullMarked;
