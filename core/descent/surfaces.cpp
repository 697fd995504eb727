#include "core/descent/surfaces.h"

#include <algorithm>
#include <array>
#include <numbers>

#include "core/base/message.h"
#include "core/base/number_text.h"

namespace calc {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr std::array<KnownMinimum, 1> kOrigin{{{{0.0, 0.0}, 0.0}}};
constexpr std::array<KnownMinimum, 1> kRosenbrock{{{{1.0, 1.0}, 0.0}}};
constexpr std::array<KnownMinimum, 1> kBooth{{{{1.0, 3.0}, 0.0}}};
constexpr std::array<KnownMinimum, 1> kBeale{{{{3.0, 0.5}, 0.0}}};
constexpr std::array<KnownMinimum, 1> kEasom{{{{kPi, kPi}, -1.0}}};
constexpr std::array<KnownMinimum, 4> kHimmelblau{{{{3.0, 2.0}, 0.0},
                                                   {{-2.8051180869527449, 3.1313125182505730}, 0.0},
                                                   {{-3.7793102533777469, -3.2831859912861694}, 0.0},
                                                   {{3.5844283403304917, -1.8481265269644036}, 0.0}}};
constexpr std::array<KnownMinimum, 2> kTwo{
    {{{-1.0355787140888537, 0.0}, -1.3054284837439160}, {{0.96014955551910552, 0.0}, -0.70585351897173716}}};
constexpr std::array<KnownMinimum, 3> kThreeHump{{{{0.0, 0.0}, 0.0},
                                                  {{1.7475523458302889, -0.87377617291514445}, 0.29863844223685982},
                                                  {{-1.7475523458302889, 0.87377617291514445}, 0.29863844223685982}}};
constexpr std::array<KnownMinimum, 6> kSixHump{{{{0.089842013100318062, -0.71265640302073963}, -1.0316284534898774},
                                                {{-0.089842013100318062, 0.71265640302073963}, -1.0316284534898774},
                                                {{1.7036067149699809, -0.79608356867262512}, -0.21546382438371764},
                                                {{-1.7036067149699809, 0.79608356867262512}, -0.21546382438371764},
                                                {{1.6071047529201972, 0.56865145488413137}, 2.1042503103112583},
                                                {{-1.6071047529201972, -0.56865145488413137}, 2.1042503103112583}}};
constexpr std::array<KnownMinimum, 4> kGoldstein{{{{0.0, -1.0}, 3.0}, {{-0.6, -0.4}, 30.0}, {{1.8, 0.2}, 84.0}, {{1.2, 0.8}, 840.0}}};
constexpr std::array<KnownMinimum, 2> kMcCormick{
    {{{-0.54719755119659775, -1.5471975511965978}, -1.9132229549810364}, {{2.5943951023931955, 1.5943951023931955}, 1.2283696986087568}}};
constexpr std::array<KnownMinimum, 4> kStyblinski{{{{-2.9035340277711771, -2.9035340277711771}, -78.332331407542831},
                                                   {{-2.9035340277711771, 2.7468027709908370}, -64.195612359055358},
                                                   {{2.7468027709908370, -2.9035340277711771}, -64.195612359055358},
                                                   {{2.7468027709908370, 2.7468027709908370}, -50.058893310567885}}};
constexpr std::array<KnownMinimum, 3> kHills{{{{0.22827892055636910, -1.6255349574999965}, -6.5511333328358369},
                                              {{-1.3473962443682108, 0.20451886609700518}, -3.0498494028002598},
                                              {{0.29644555384683208, 0.32019624766683434}, -0.064935868255526887}}};

constexpr SurfaceParameter kCondition{CALC_TEXT("condition number"), 20.0, 1.0, 1000.0};

constexpr SurfaceScale kLinear = SurfaceScale::Linear;
constexpr SurfaceScale kLog = SurfaceScale::Logarithmic;

constexpr std::array<Surface, 20> kSurfaces{{
    {"bowl",
     CALC_TEXT("Bowl"),
     "x^2+y^2",
     {-2.0, 2.0},
     {-2.0, 2.0},
     {1.5, 1.5},
     kOrigin,
     kLinear,
     0.1,
     0.1,
     CALC_TEXT("The simplest valley: every direction is equally steep, and the slope points straight at the minimum.")},
    {"ravine",
     CALC_TEXT("Ravine"),
     "(x^2+{k}*y^2)/2",
     {-2.5, 2.5},
     {-1.5, 1.5},
     {-2.0, 1.0},
     kOrigin,
     kLinear,
     0.09,
     0.1,
     CALC_TEXT("Steep across, flat along: the steep direction limits the learning rate, and the flat one makes it crawl."),
     &kCondition},
    {"saddle",
     CALC_TEXT("Saddle"),
     "x^2-y^2",
     {-2.0, 2.0},
     {-2.0, 2.0},
     {1.5, 0.001},
     {},
     kLinear,
     0.05,
     0.1,
     CALC_TEXT("Down in one direction, up in the other: the slope vanishes at a point that is no minimum.")},
    {"rosenbrock",
     "Rosenbrock",
     "(1-x)^2+100*(y-x^2)^2",
     {-2.0, 2.0},
     {-1.0, 3.0},
     {-1.2, 1.0},
     kRosenbrock,
     kLog,
     0.001,
     0.05,
     CALC_TEXT("A bent valley with a flat floor: reaching the valley is easy, following it to the minimum is slow.")},
    {"himmelblau",
     "Himmelblau",
     "(x^2+y-11)^2+(x+y^2-7)^2",
     {-5.0, 5.0},
     {-5.0, 5.0},
     {-4.5, 0.3},
     kHimmelblau,
     kLog,
     0.01,
     0.2,
     CALC_TEXT("Four valleys, equally deep: which one is found depends on the start and on the optimizer.")},
    {"beale",
     "Beale",
     "(1.5-x+x*y)^2+(2.25-x+x*y^2)^2+(2.625-x+x*y^3)^2",
     {-4.5, 4.5},
     {-4.5, 4.5},
     {1.0, 1.5},
     kBeale,
     kLog,
     0.005,
     0.05,
     CALC_TEXT("Flat in the middle, with sharp walls at the corners: one learning rate hardly suits both.")},
    {"rastrigin",
     "Rastrigin",
     "20+x^2-10*cos(2*pi*x)+y^2-10*cos(2*pi*y)",
     {-5.12, 5.12},
     {-5.12, 5.12},
     {2.3, -1.7},
     kOrigin,
     kLinear,
     0.002,
     0.1,
     CALC_TEXT("A bowl full of dents, with 121 valleys in this picture: the slope leads into the nearest one.")},
    {"two-minima",
     CALC_TEXT("Two minima"),
     "x^4-2*x^2+0.3*x+y^2",
     {-2.0, 2.0},
     {-2.0, 2.0},
     {1.7, 1.2},
     kTwo,
     kLinear,
     0.03,
     0.1,
     CALC_TEXT("A shallow valley on the right, a deeper one on the left: only some speed carries the ball over the ridge.")},
    {"three-hump-camel",
     CALC_TEXT("Three-hump camel"),
     "2*x^2-1.05*x^4+x^6/6+x*y+y^2",
     {-2.5, 2.5},
     {-2.5, 2.5},
     {2.0, 1.5},
     kThreeHump,
     kLog,
     0.03,
     0.1,
     CALC_TEXT("Three valleys in a row, the middle one deepest: a heavy ball may roll out of the first.")},
    {"six-hump-camel",
     CALC_TEXT("Six-hump camel"),
     "(4-2.1*x^2+x^4/3)*x^2+x*y+(-4+4*y^2)*y^2",
     {-2.0, 2.0},
     {-1.1, 1.1},
     {-1.9, -0.3},
     kSixHump,
     kLinear,
     0.01,
     0.05,
     CALC_TEXT("Six valleys, two of them deepest: mirror images of each other.")},
    {"booth",
     "Booth",
     "(x+2*y-7)^2+(2*x+y-5)^2",
     {-10.0, 10.0},
     {-10.0, 10.0},
     {-6.0, -4.0},
     kBooth,
     kLog,
     0.05,
     0.5,
     CALC_TEXT("A bowl that lies aslant: the slope does not point at the minimum, and yet the way is short.")},
    {"matyas",
     "Matyas",
     "0.26*(x^2+y^2)-0.48*x*y",
     {-10.0, 10.0},
     {-10.0, 10.0},
     {8.0, -3.0},
     kOrigin,
     kLog,
     0.9,
     0.5,
     CALC_TEXT("A flat diagonal trough: quick to its floor, very slow along it.")},
    {"ackley",
     "Ackley",
     "-20*exp(-0.2*sqrt(0.5*(x^2+y^2)))-exp(0.5*(cos(2*pi*x)+cos(2*pi*y)))+e+20",
     {-5.0, 5.0},
     {-5.0, 5.0},
     {-2.2, 1.4},
     kOrigin,
     kLinear,
     0.02,
     0.1,
     CALC_TEXT("A pointed hole in a wavy plain: far from it the waves hide where down is.")},
    {"easom",
     "Easom",
     "-cos(x)*cos(y)*exp(-((x-pi)^2+(y-pi)^2))",
     {-1.0, 7.0},
     {-1.0, 7.0},
     {1.9, 4.2},
     kEasom,
     kLinear,
     0.3,
     0.1,
     CALC_TEXT("One narrow hole in a plain: from most starts there is no slope to follow.")},
    {"goldstein-price",
     CALC_TEXT("Goldstein–Price"),
     "(1+(x+y+1)^2*(19-14*x+3*x^2-14*y+6*x*y+3*y^2))*(30+(2*x-3*y)^2*(18-32*x+12*x^2+48*y-36*x*y+27*y^2))",
     {-2.0, 2.0},
     {-2.0, 2.0},
     {-1.2, -0.2},
     kGoldstein,
     kLog,
     1e-5,
     0.05,
     CALC_TEXT("Heights from 3 to a million: a learning rate that is safe on the walls stands still on the floor.")},
    {"mccormick",
     "McCormick",
     "sin(x+y)+(x-y)^2-1.5*x+2.5*y+1",
     {-1.5, 4.0},
     {-3.0, 4.0},
     {3.2, -1.5},
     kMcCormick,
     kLog,
     0.05,
     0.1,
     CALC_TEXT("A wavy channel: outside this picture it goes down for ever, one valley after the other.")},
    {"styblinski-tang",
     CALC_TEXT("Styblinski–Tang"),
     "(x^4-16*x^2+5*x+y^4-16*y^2+5*y)/2",
     {-5.0, 5.0},
     {-5.0, 5.0},
     {0.8, 0.4},
     kStyblinski,
     kLinear,
     0.01,
     0.1,
     CALC_TEXT("Four valleys of three depths: the nearest is seldom the deepest.")},
    {"monkey-saddle",
     CALC_TEXT("Monkey saddle"),
     "x^3-3*x*y^2",
     {-1.5, 1.5},
     {-1.5, 1.5},
     {1.2, 0.02},
     {},
     kLinear,
     0.05,
     0.05,
     CALC_TEXT(
         "A saddle with a place for the tail: even the curvature vanishes in its middle, and Newton's method has nothing to divide by.")},
    {"plateau",
     CALC_TEXT("Plateau"),
     "1-exp(-(x^2+y^2)/2)",
     {-4.0, 4.0},
     {-4.0, 4.0},
     {2.4, -1.6},
     kOrigin,
     kLinear,
     0.5,
     0.1,
     CALC_TEXT("Far out there is hardly any slope: plain descent crawls, and methods that divide by the slope walk on.")},
    {"hills",
     CALC_TEXT("Hills"),
     "3*(1-x)^2*exp(-x^2-(y+1)^2)-10*(x/5-x^3-y^5)*exp(-x^2-y^2)-exp(-(x+1)^2-y^2)/3",
     {-3.0, 3.0},
     {-3.0, 3.0},
     {0.2, 1.2},
     kHills,
     kLinear,
     0.02,
     0.1,
     CALC_TEXT("A landscape with peaks and valleys: follow the ball and see the trail hide behind a hill.")},
}};

}  // namespace

std::span<const Surface> surfaces() { return kSurfaces; }

const Surface* findSurface(std::string_view name) {
    const auto found = std::find_if(kSurfaces.begin(), kSurfaces.end(), [name](const Surface& surface) { return surface.name == name; });
    return found == kSurfaces.end() ? nullptr : &*found;
}

std::string formulaOf(const Surface& surface, double parameter) {
    std::string text(surface.formula);
    constexpr std::string_view place = "{k}";
    for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place))
        text.replace(at, place.size(), shortest(parameter));
    return text;
}

Range standardRange() { return {-2.0, 2.0}; }

}  // namespace calc
