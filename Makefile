# `make` explains itself. The recipes find a JDK and Maven on their own (build/tools.sh).
SHELL := bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

TOOLS := source build/tools.sh
# A supervisor: it starts others and waits.
LAUNCHER := "$$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar local/target/local.jar
# For builds that are only to run: `make test` has the checks.
PACKAGE := -q -B -ntp -DskipTests -Dchecks=off package

# Folders are in it too: their time tells that a file was deleted.
SOURCES := $(shell find . \( -name target -o -name .git -o -name .tiffin \) -prune -o \
  \( -path './pom.xml' -o -path './*/pom.xml' -o -path './.mvn*' -o -path './*/src/main*' \) -print)
PROGRAMS := local/target/local.jar bench/target/bench.jar api-gateway/target/quarkus-app/quarkus-run.jar
BUILT := target/built

.PHONY: help
help: ## Show this help
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

.PHONY: run
run: $(BUILT) ## Run everything on this machine (TIFFIN_PORT=8080, DATABASE_URL=postgresql://... for your own server)
	@$(TOOLS) && exec $(LAUNCHER) run

.PHONY: demo
demo: $(BUILT) ## Be a customer of the simulated city of `make run` (BREAK=payment stops a step, TIFFIN_MOOD=stormy)
	@$(TOOLS) && exec $(LAUNCHER) demo

.PHONY: token
token: $(BUILT) ## Print a token for `make run` (ROLE=customer, SUBJECT=who)
	@$(TOOLS) && exec $(LAUNCHER) token

.PHONY: warm
warm: $(BUILT) ## Record caches with which the services start faster, until they are built anew
	@$(TOOLS) && exec $(LAUNCHER) warm

.PHONY: test
test: ## Run every check and every test
	@build/test.sh

.PHONY: chaos
chaos: ## Break everything around two bridges for a while and count what is lost (MINUTES=10 RATE=100, ARGS=-Dtest=...)
	@$(TOOLS) && "$$MVN" $(PACKAGE) -pl event-bridge -am && rm -f event-bridge/target/chaos/report.txt && { \
	  "$$MVN" -B -ntp -Dchecks=off -pl event-bridge -am test-compile surefire:test -Dgroups=chaos -Dtests.excluded=none \
	  -Dchaos.minutes=$(or $(MINUTES),10) -Dchaos.rate=$(or $(RATE),100) -Dsurefire.failIfNoSpecifiedTests=false $(ARGS); \
	  status=$$?; echo; cat event-bridge/target/chaos/report.txt; exit $$status; }

.PHONY: format
format: ## Lay out all Java and pom.xml files the one way that the checks accept
	@$(TOOLS) && "$$MVN" -q -B -ntp -Dchecks=off spotless:apply

.PHONY: schema
schema: ## Write database/schema.sql and api-gateway/schema.graphql anew, after a change of the migrations or the API
	@$(TOOLS) && "$$MVN" -q -B -ntp -Dchecks=off -pl database,api-gateway -am test-compile surefire:test \
	  -Dschema.update=true -Dtest='*Schema*Test' -Dsurefire.failIfNoSpecifiedTests=false

.PHONY: bench
bench: $(BUILT) ## Measure the whole flow against plain writes and print the table that the README quotes (some minutes)
	@$(TOOLS) && exec "$$JAVA_HOME/bin/java" -jar bench/target/bench.jar $(ARGS)

.PHONY: images
images: ## Build the images of the services (REGISTRY=host/path to push, TAG=0.1.0; more in build/images.sh)
	@build/images.sh

.PHONY: native
native: ## Build the services as native programs; the compiler comes as a container (nobody has run this yet)
	@$(TOOLS) && "$$MVN" $(PACKAGE) -Pnative -am -pl "$$SERVICES"

.PHONY: e2e
e2e: ## Install into the cluster of the current kubeconfig, try everything, remove it (REGISTRY=... that it can pull from)
	@build/e2e.sh

.PHONY: clean
clean: ## Delete what was built; the data of `make run` in .tiffin/ stays
	@$(TOOLS) && "$$MVN" -q -B -ntp -Dchecks=off clean

$(BUILT): $(SOURCES) $(if $(filter-out $(wildcard $(PROGRAMS)),$(PROGRAMS)),rebuild)
	@echo "Building what changed ..."
	@$(TOOLS) && "$$MVN" $(PACKAGE)
	@mkdir -p $(@D) && touch $@

.PHONY: rebuild
rebuild:
