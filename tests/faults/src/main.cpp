// signalos-faults: runs seeds of the simulated world and says what they broke.
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>
#include <iostream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "sim/plan.hpp"
#include "sim/world.hpp"

namespace {

namespace json = boost::json;
using namespace signalos::sim;

struct Sums {
    std::int64_t runs = 0, commands = 0, duplicates = 0, lost = 0, wrong_final = 0, in_doubt = 0;
    json::array violations;
    std::map<std::string, std::int64_t> crash_points;
    Micros simulated = 0;
    std::uint64_t hash = 0;
};

// Sums do not depend on the order, so that any number of jobs gives the same hash.
std::uint64_t weighed(std::uint64_t seed, std::uint64_t hash) {
    std::uint64_t z = hash ^ (seed * 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    return z ^ (z >> 31);
}

void run_one(std::uint64_t seed, std::FILE* trace, Sums& sums) {
    World world(make_plan(seed), trace);
    Report const report = world.run();
    auto const& verdict = report.verdict;
    ++sums.runs;
    sums.commands += verdict.commands;
    sums.duplicates += verdict.duplicates;
    sums.lost += verdict.lost;
    sums.wrong_final += verdict.wrong_final;
    sums.in_doubt += verdict.in_doubt;
    for (auto const& violation : verdict.violations)
        sums.violations.push_back(json::object{{"seed", seed}, {"rule", violation.rule}, {"step", violation.words}});
    for (auto const& [point, deaths] : report.crash_points) sums.crash_points[point] += deaths;
    sums.simulated += report.simulated;
    sums.hash += weighed(seed, report.trace_hash);
}

json::object to_json(Sums const& sums) {
    json::object points;
    for (auto const& point : crash_points()) {
        auto const found = sums.crash_points.find(point);
        points[point] = found == sums.crash_points.end() ? 0 : found->second;
    }
    char hash[20];
    std::snprintf(hash, sizeof hash, "%016llx", static_cast<unsigned long long>(sums.hash));
    return {{"runs", sums.runs},
            {"commands", sums.commands},
            {"duplicates", sums.duplicates},
            {"lost", sums.lost},
            {"wrong_final", sums.wrong_final},
            {"in_doubt", sums.in_doubt},
            {"violations", sums.violations},
            {"crash_points", std::move(points)},
            {"simulated_hours", static_cast<double>(sums.simulated) / 3.6e9},
            {"trace_hash", hash}};
}

void add(Sums& sums, json::object const& part) {
    auto const number = [&](char const* key) { return part.at(key).to_number<std::int64_t>(); };
    sums.runs += number("runs");
    sums.commands += number("commands");
    sums.duplicates += number("duplicates");
    sums.lost += number("lost");
    sums.wrong_final += number("wrong_final");
    sums.in_doubt += number("in_doubt");
    for (auto const& violation : part.at("violations").as_array()) sums.violations.push_back(violation);
    for (auto const& [point, deaths] : part.at("crash_points").as_object())
        sums.crash_points[std::string(point)] += deaths.to_number<std::int64_t>();
    sums.simulated += static_cast<Micros>(part.at("simulated_hours").to_number<double>() * 3.6e9);
    sums.hash += std::stoull(std::string(part.at("trace_hash").as_string()), nullptr, 16);
}

/// One process per job: a world is one thread, and a run that crashes must not take the others with it.
struct Job {
    pid_t pid = 0;
    int out = -1;
};

Job start(std::vector<std::uint64_t> const& seeds, std::size_t first, std::size_t step) {
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
    Job job{::fork(), ends[0]};
    if (job.pid < 0) throw std::runtime_error("no process");
    if (job.pid > 0) {
        ::close(ends[1]);
        return job;
    }
    Sums sums;
    for (std::size_t i = first; i < seeds.size(); i += step) run_one(seeds[i], nullptr, sums);
    std::string const text = json::serialize(to_json(sums)) + "\n";
    for (std::size_t sent = 0; sent < text.size();) {
        ssize_t const n = ::write(ends[1], text.data() + sent, text.size() - sent);
        if (n <= 0) ::_exit(1);
        sent += static_cast<std::size_t>(n);
    }
    ::_exit(0);
}

std::string read_all(int fd) {
    std::string text;
    char buffer[4096];
    for (ssize_t n = 0; (n = ::read(fd, buffer, sizeof buffer)) > 0;) text.append(buffer, static_cast<std::size_t>(n));
    ::close(fd);
    return text;
}

int run_all(std::vector<std::uint64_t> const& seeds, unsigned jobs) {
    std::vector<Job> started;
    for (unsigned i = 0; i < jobs; ++i) started.push_back(start(seeds, i, jobs));
    Sums sums;
    bool whole = true;
    for (auto const& job : started) {
        std::string const text = read_all(job.out);
        int status = 0;
        ::waitpid(job.pid, &status, 0);
        whole = whole && status == 0 && !text.empty();
        if (!text.empty()) add(sums, json::parse(text).as_object());
    }
    std::cout << json::serialize(to_json(sums)) << std::endl;
    if (!whole) std::cerr << "signalos-faults: a job died; its seeds are not in the sums\n";
    return whole && sums.violations.empty() ? 0 : 1;
}

// "1-2000,8470": ranges and single seeds.
std::vector<std::uint64_t> parse_seeds(std::string const& text) {
    std::vector<std::uint64_t> seeds;
    std::istringstream parts(text);
    for (std::string part; std::getline(parts, part, ',');) {
        std::size_t const dash = part.find('-');
        std::uint64_t const from = std::stoull(part);
        std::uint64_t const to = dash == std::string::npos ? from : std::stoull(part.substr(dash + 1));
        if (to < from) throw std::invalid_argument("--seeds: FROM-TO, FROM not above TO");
        for (std::uint64_t seed = from; seed <= to; ++seed) seeds.push_back(seed);
    }
    return seeds;
}

}  // namespace

int main(int argc, char** argv) try {
    std::string seeds = "1-100";
    bool trace = false;
    bool processes = false;
    unsigned jobs = std::max(1U, std::thread::hardware_concurrency());
    CLI::App app("Seeded runs of relay, bridges, EAs and broker in one simulated world");
    app.add_option("--seeds", seeds, "FROM-TO, one seed, or several of these with commas")->required();
    app.add_option("--jobs", jobs, "Processes side by side")->check(CLI::Range(1, 64));
    app.add_flag("--trace", trace, "Print what happens, on stderr, one seed after the other");
    app.add_flag("--processes", processes, "Real processes instead of the simulation");
    CLI11_PARSE(app, argc, argv);
    auto const all = parse_seeds(seeds);
    if (processes) {
        ::execlp("python3", "python3", SIGNALOS_PROCESS_RUNS, "--seeds", seeds.c_str(), nullptr);
        throw std::runtime_error("python3 cannot be started");
    }
    if (!trace) return run_all(all, jobs);
    Sums sums;
    for (std::uint64_t seed : all) run_one(seed, stderr, sums);
    std::cout << json::serialize(to_json(sums)) << std::endl;
    return sums.violations.empty() ? 0 : 1;
} catch (std::exception const& problem) {
    std::cerr << "signalos-faults: " << problem.what() << '\n';
    return 2;
}
