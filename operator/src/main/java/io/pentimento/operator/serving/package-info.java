/**
 * Creates, updates and deletes the Deployment and the Service of a job. Manual changes to them are
 * reverted, at a limited rate.
 */
@NullMarked
package io.pentimento.operator.serving;

import org.jspecify.annotations.NullMarked;
