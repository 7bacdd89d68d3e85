/**
 * Creates, updates and deletes the Deployment and the Service of a job. Manual changes to them are
 * reverted, at a limited rate.
 */
package io.pentimento.operator.serving;
