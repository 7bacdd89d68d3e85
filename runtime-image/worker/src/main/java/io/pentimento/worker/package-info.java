/** The command line of Pentimento: what pods run, and what people run on one machine. */
package io.pentimento.worker;
