/**
 * The chain of audit records: each names the hash of the one before, so that none can be changed,
 * taken out or put between unseen. It must not know where records are kept.
 */
@NullMarked
package dev.sluice.common.audit.chain;

import org.jspecify.annotations.NullMarked;
