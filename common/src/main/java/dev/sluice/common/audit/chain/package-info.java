/**
 * The hash chain of audit records, which makes each change, removal or insertion of a record
 * detectable. It must not know where records are stored.
 */
@NullMarked
package dev.sluice.common.audit.chain;

import org.jspecify.annotations.NullMarked;
