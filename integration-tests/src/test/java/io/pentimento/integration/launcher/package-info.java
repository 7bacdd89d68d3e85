/** The command {@code ./pentimento}, as people, links and cron jobs start it. */
package io.pentimento.integration.launcher;
